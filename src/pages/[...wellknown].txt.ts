/** security.txt, once `content/campaign.yaml` names a contact. Without one there is no file: RFC 9116 wants a contact, and an invented one would swallow reports. */
import type { APIContext } from 'astro'
import { readCampaign } from '../site/campaign.ts'
import { securityText } from '../site/security.ts'

export async function getStaticPaths() {
  const { securityContact, origin } = await readCampaign()
  return securityContact === undefined
    ? []
    : [{ params: { wellknown: '.well-known/security' }, props: { securityContact, origin } }]
}

export function GET({ site, props }: APIContext<{ securityContact: string; origin: string }>): Response {
  return new Response(securityText(props.securityContact, site ?? new URL(props.origin), new Date()))
}

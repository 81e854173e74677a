/** What is true of the whole campaign, from `content/campaign.yaml`. */
import { type CollectionEntry, getCollection } from 'astro:content'

export async function readCampaign(): Promise<CollectionEntry<'campaign'>['data']> {
  const [campaign] = await getCollection('campaign')
  if (!campaign) throw new Error('content/campaign.yaml is missing')
  return campaign.data
}

/** The illustrations as files: each whole and as a detail, for day and for night. */
import { DAY, NIGHT } from '../../site/illustrations/paper.ts'
import { detail, whole } from '../../site/illustrations/scene.ts'
import { SCENES } from '../../site/illustrations/scenes.ts'

export function getStaticPaths() {
  return Object.entries(SCENES).flatMap(([name, scene]) => [
    { params: { picture: name }, props: { svg: whole(scene, DAY) } },
    { params: { picture: `${name}-noche` }, props: { svg: whole(scene, NIGHT) } },
    { params: { picture: `${name}-detalle` }, props: { svg: detail(scene, DAY) } },
    { params: { picture: `${name}-detalle-noche` }, props: { svg: detail(scene, NIGHT) } },
  ])
}

export function GET({ props }: { props: { svg: string } }): Response {
  return new Response(props.svg, { headers: { 'content-type': 'image/svg+xml' } })
}

/** The open data of each publication, made from its file: one set for both languages, since its columns have both. */
import type { APIContext } from 'astro'
import { MEDIA_TYPES, PUBLICATION_FILES, type PublicationFile, publicationFile } from '../report/formats/publication-files.ts'
import type { Publication } from '../report/publication.ts'
import { readResults } from '../site/results.ts'
import { pathOf, restOf } from '../site/routes.ts'

export async function getStaticPaths() {
  return (await readResults()).flatMap((publication) =>
    PUBLICATION_FILES.map((file) => ({
      params: { data: `${restOf(pathOf('result', 'es', publication.wave.id))}/${file}` },
      props: { publication, file },
    })),
  )
}

export function GET({ site, props }: APIContext<{ publication: Publication; file: PublicationFile }>): Response {
  const { publication, file } = props
  const address = new URL(pathOf('result', 'es', publication.wave.id), site).href
  const data = publicationFile(file, publication, address)
  return new Response(typeof data === 'string' ? data : new Uint8Array(data), { headers: { 'content-type': MEDIA_TYPES[file] } })
}

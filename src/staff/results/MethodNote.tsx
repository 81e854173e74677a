/** How the figures are made, for whoever has to stand by them. */
import type { Speech } from '../words/words.ts'

export function MethodNote({ words, path }: Speech & { readonly path: string }) {
  return (
    <section class="stack" aria-labelledby="method-title">
      <h2 id="method-title">{words.method.title}</h2>
      <dl class="method">
        {words.method.parts.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={path}>{words.method.more}</a>
      </p>
    </section>
  )
}

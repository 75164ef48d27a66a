import './segments.css';
import { queryInWords } from './words/query-in-words.ts';

/** What a segment asks for, in words; as it is written where it cannot be read. */
export function QueryLine({ query }: { readonly query: string }) {
  const words = queryInWords(query);
  if (words === null) return <code class="segment-query">{query}</code>;
  return (
    <span class="segment-query" title={query}>
      {words}
    </span>
  );
}

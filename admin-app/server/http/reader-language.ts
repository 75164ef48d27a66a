import type { Context } from 'hono';
import { languageOf } from '../../core/message/language.ts';
import type { Language } from '../../core/message/types.ts';
import type { ShopEnvironment } from './shop-context.ts';

/** The language of whoever reads the answer: the admin's own, as the browser says it, otherwise the shop's. */
export function readerLanguage(c: Context<ShopEnvironment>): Language {
  const [first = ''] = (c.req.header('accept-language') ?? '').split(/[,;]/);
  return languageOf(first.trim()) ?? languageOf(c.get('shop').locale) ?? 'en';
}

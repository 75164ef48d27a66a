/** Checks one message as the app's data has it. */
import type { OnSiteMessage } from '../admin-app/core/priority/on-site.ts';
import { PRIORITY_CLASSES } from '../admin-app/core/priority/types.ts';
import { isNumber, isRecord, isText } from './parse.ts';

/** An http(s) address or a path of the shop; never one that runs a script. */
const PAGE_ADDRESS = /^(https?:\/)?\//i;

/** False when any part of it is missing or wrong: then it does not take part. */
export function isMessage(value: unknown): value is OnSiteMessage {
  return (
    isRecord(value) &&
    isText(value.id) &&
    isNumber(value.ownerRank) &&
    isNumberOrNull(value.from) &&
    isNumberOrNull(value.until) &&
    (PRIORITY_CLASSES as readonly unknown[]).includes(value.priorityClass) &&
    isRecord(value.texts) &&
    Object.values(value.texts).every(isMessageText)
  );
}

function isMessageText(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { title, body, buttonLabel, buttonUrl } = value;
  const isButton = isText(buttonLabel) && isText(buttonUrl) && PAGE_ADDRESS.test(buttonUrl);
  return isText(title) && isText(body) && (isButton || !buttonUrl);
}

function isNumberOrNull(value: unknown): boolean {
  return value === null || isNumber(value);
}

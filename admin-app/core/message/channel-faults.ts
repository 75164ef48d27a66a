/** What is wrong with one language's text message, notification or on-site message. */
import { EXAMPLE_FIELDS, EXAMPLE_FRAME } from './example-fields.ts';
import { renderOnSite } from './render-on-site.ts';
import { renderPush } from './render-push.ts';
import { renderSms } from './render-sms.ts';
import { type ContentFault, liquidFaults, textFaults } from './text-faults.ts';
import type { TextProblem } from './texts.ts';
import type { OnSiteContent, PushContent, SmsContent } from './types.ts';

const EXAMPLE = { fields: EXAMPLE_FIELDS, frame: EXAMPLE_FRAME };

/** Length counts as the example customer's: names make it vary by some letters. */
export function smsFaults(content: SmsContent): readonly ContentFault[] {
  const faults = textFaults('text', 'The text', content.text);
  if (faults.length > 0) return faults;
  return asExample('The text', renderSms({ content, ...EXAMPLE, track: null }));
}

export function pushFaults(content: PushContent): readonly ContentFault[] {
  const faults = [
    ...textFaults('title', 'The title', content.title),
    ...textFaults('body', 'The text', content.body),
    ...textFaults('url', 'The address it leads to', content.url),
  ];
  if (faults.length > 0) return faults;
  return asExample('The notification', renderPush({ content, ...EXAMPLE, track: (url) => url }));
}

export function onSiteFaults(content: OnSiteContent): readonly ContentFault[] {
  const { title, body, buttonLabel, buttonUrl } = content;
  const hasButton = buttonLabel.trim() !== '' || buttonUrl.trim() !== '';
  const faults = [
    ...textFaults('title', 'The title', title),
    ...liquidFaults('body', 'The text', body),
    ...(hasButton ? textFaults('buttonLabel', 'The button’s label', buttonLabel) : []),
    ...(hasButton ? textFaults('buttonUrl', 'The button’s address', buttonUrl) : []),
  ];
  if (faults.length > 0) return faults;
  return asExample('The message', renderOnSite({ content, ...EXAMPLE }));
}

type Rendered = { readonly ok: true } | { readonly ok: false; readonly problem: TextProblem };

function asExample(what: string, rendered: Rendered): readonly ContentFault[] {
  if (rendered.ok) return [];
  const { field, message } = rendered.problem;
  return [{ field, message: `${what} cannot go like this: ${message}.` }];
}

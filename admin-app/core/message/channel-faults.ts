/** What is wrong with one language's text message, notification or on-site message. */
import { EXAMPLE_FIELDS, EXAMPLE_FRAME } from './example-fields.ts';
import { renderOnSite } from './render-on-site.ts';
import { renderPush } from './render-push.ts';
import { renderSms } from './render-sms.ts';
import { liquidFaults, textFaults } from './text-faults.ts';
import type { ContentFault, MessagePart, TextProblem } from './text-problems.ts';
import type { OnSiteContent, PushContent, SmsContent } from './types.ts';

const EXAMPLE = { fields: EXAMPLE_FIELDS, frame: EXAMPLE_FRAME };

/** Length counts as the example customer's: names make it vary by some letters. */
export function smsFaults(content: SmsContent): readonly ContentFault[] {
  const faults = textFaults('text', 'the text', content.text);
  if (faults.length > 0) return faults;
  return asExample('the text', renderSms({ content, ...EXAMPLE, track: null }));
}

export function pushFaults(content: PushContent): readonly ContentFault[] {
  const faults = [
    ...textFaults('title', 'title', content.title),
    ...textFaults('body', 'the text', content.body),
    ...textFaults('url', 'address', content.url),
  ];
  if (faults.length > 0) return faults;
  return asExample('notification', renderPush({ content, ...EXAMPLE, track: (url) => url }));
}

export function onSiteFaults(content: OnSiteContent): readonly ContentFault[] {
  const { title, body, buttonLabel, buttonUrl } = content;
  const hasButton = buttonLabel.trim() !== '' || buttonUrl.trim() !== '';
  const faults = [
    ...textFaults('title', 'title', title),
    ...liquidFaults('body', 'the text', body),
    ...(hasButton ? textFaults('buttonLabel', 'the button label', buttonLabel) : []),
    ...(hasButton ? textFaults('buttonUrl', 'the button address', buttonUrl) : []),
  ];
  if (faults.length > 0) return faults;
  return asExample('message', renderOnSite({ content, ...EXAMPLE }));
}

type Rendered = { readonly ok: true } | { readonly ok: false; readonly problem: TextProblem };

function asExample(part: MessagePart, rendered: Rendered): readonly ContentFault[] {
  if (rendered.ok) return [];
  const { field, cause } = rendered.problem;
  return [{ field, cause: { code: 'cannot go', part, cause } }];
}

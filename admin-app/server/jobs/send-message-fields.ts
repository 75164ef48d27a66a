/** What the texts of a claimed message can say: all of it read or worked out before anything is rendered. */
import {
  fieldsOf,
  type IssuedCoupon,
  type MessageSetting,
} from '../../core/message/message-fields.ts';
import type { MessageFields, TextFrame } from '../../core/message/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ClaimedMessage } from './courier.ts';

export interface MessageTexts {
  readonly fields: MessageFields;
  readonly frame: TextFrame;
}

export function textsOf(
  message: ClaimedMessage,
  unsubscribeUrl: string,
  now: Instant,
): MessageTexts {
  const { recipient, shop, language } = message;
  const frame: TextFrame = { language, currency: shop.currency };
  const coupon = couponOf(message);
  const setting: MessageSetting = { shop, frame, now, coupon, unsubscribeUrl };
  return { fields: fieldsOf(recipient, setting), frame };
}

/** The newest code that this enrolment was given; null without one. */
function couponOf({ enrolment, definition }: ClaimedMessage): IssuedCoupon | null {
  const issued = definition.blocks.flatMap((block) => {
    const memory = block.kind === 'coupon' ? enrolment.state.coupons[block.id] : undefined;
    if (block.kind !== 'coupon' || memory?.code === undefined) return [];
    const { step, code, expiresAt = null } = memory;
    return [{ step, coupon: { code, discount: block.discount, expiresAt } }];
  });
  return issued.toSorted((a, b) => b.step - a.step)[0]?.coupon ?? null;
}

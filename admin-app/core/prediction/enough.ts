/** Below either a shop says "not enough yet": its model would only repeat what stores tend to be like. */
export const NEEDED_REPEAT_ORDERS = 30;
export const NEEDED_DAYS = 60;

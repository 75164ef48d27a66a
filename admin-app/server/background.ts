/** Work that is not a timer of the product. One job per task and shop waits at a time; more requests join it. A delayed
 * request joins what is already waiting without putting it off. */
export interface BackgroundTasks {
  /** Read the shop from Shopify: everything (`install`, `manual`), or what changed (`reconciliation`). */
  sync: { readonly shopId: number; readonly syncId: number };
  /** Apply the shop's stored webhook deliveries. */
  'apply webhooks': { readonly shopId: number };
  /** Fetch what `sync_problems` lacked (an order's unknown customer) and apply the kept lines again. */
  'retry sync problems': { readonly shopId: number };
  /** Fit the shop's model, predict everybody, back-test. */
  'fit model': { readonly shopId: number };
  /** Take in whoever fits an active scenario: after activating, after predictions changed. */
  'enter scenarios': { readonly shopId: number };
  /** What depends on the shop's day: predictions as of today, entries into scenarios, and a refit soon after. */
  'daily work': { readonly shopId: number };
  /** Compare segments with the new day and with facts that have changed. */
  'evaluate segments': { readonly shopId: number };
  /** Give customers their value tiers: after an edit, on a new day, after orders and tags have changed. */
  'assign tiers': { readonly shopId: number };
  /** Count a large shop's customers for the pages that staff meet first. */
  'count for pages': { readonly shopId: number };
  /** Count inactive customers, where the numbers on their page may be wrong. */
  'count inactive': { readonly shopId: number };
  /** Add coupon codes at Shopify where they run short, and take expired ones away. */
  'top up coupons': { readonly shopId: number };
  /** Tell Shopify of the tags that scenarios have given customers, or taken from them. */
  'send tags': { readonly shopId: number };
  /** Tell social networks who is in their audiences. */
  'sync audiences': { readonly shopId: number };
  /** Compute the figures of the Retention page anew. */
  'compute retention': { readonly shopId: number };
  /** Compute anew what is planned for the coming days. */
  'compute calendar': { readonly shopId: number };
  /** Credit orders to messages, and sum up what scenarios brought, where anything has changed. */
  'attribute orders': { readonly shopId: number };
  /** Check, import and undo files of third parties, as far as staff have said. */
  'append imports': { readonly shopId: number };
  /** Look at every address that could be mailed. */
  'check addresses': { readonly shopId: number };
  /** Make the file with everything of the shop, as far as it has not been made. */
  'export shop': { readonly shopId: number };
  /** Delete what is older than it is kept for. */
  'trim data': { readonly shopId: number };
  /** Write on-site messages and changed customer facts to Shopify's metafields. */
  'publish on-site': { readonly shopId: number };
}

/**
 * What takes minutes in a large shop, or waits for others' servers. It never takes the places of the rest, which
 * customers' orders and messages wait for.
 */
export const LONG_TASKS: ReadonlySet<string> = new Set<keyof BackgroundTasks>([
  'sync',
  'fit model',
  'count for pages',
  'daily work',
  'top up coupons',
  'send tags',
  'sync audiences',
  'compute retention',
  'compute calendar',
  'append imports',
  'check addresses',
  'export shop',
  'trim data',
  'publish on-site',
]);

export type Enqueue = <Task extends keyof BackgroundTasks>(
  task: Task,
  payload: BackgroundTasks[Task],
  options?: { readonly delayMs?: number },
) => Promise<void>;

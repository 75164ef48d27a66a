/** The app's number at Shopify; it names the app's reserved metafield namespace. */
export const APP_ID = 31_415_926;

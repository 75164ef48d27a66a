/**
 * What a mail client does at its unsubscribe button: one POST with the body that RFC 8058 prescribes, without cookies
 * and without following redirects. Returns the HTTP status, 0 if nobody answered.
 */
export async function unsubscribeInOneClick(url: string): Promise<number> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
      signal: AbortSignal.timeout(10_000),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    // The page says that nobody answered; there is nothing else to be done about it here.
    return 0;
  }
}

/** A POST that tells how much of its file has gone, which `fetch` cannot. Rejects as `fetch` does where nobody answers. */
export function sendFile(
  path: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: Blob },
  onSent: (bytes: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = 'blob';
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => resolve(responseOf(request));
    request.onerror = () => reject(new TypeError('The upload broke off'));
    request.send(body);
  });
}

function responseOf(request: XMLHttpRequest): Response {
  const lines = request.getAllResponseHeaders().trim().split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const [name = '', ...value] = line.split(': ');
    return [name, value.join(': ')];
  });
  const { status, statusText, response } = request;
  return new Response(response, { status, statusText, headers });
}

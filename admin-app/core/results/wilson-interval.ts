/** How many of a group came back. */
export interface ReturnCount {
  readonly customers: number;
  readonly returned: number;
}

const Z_95 = 1.959964;

/** Wilson 1927 score interval of one proportion, 95 %. */
export function wilsonInterval({ customers, returned }: ReturnCount): [low: number, high: number] {
  const share = returned / customers;
  const z2 = Z_95 ** 2;
  const centre = share + z2 / (2 * customers);
  const half = Z_95 * Math.sqrt((share * (1 - share)) / customers + z2 / (4 * customers ** 2));
  const scale = 1 + z2 / customers;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

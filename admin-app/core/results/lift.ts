/** How many of a group came back. */
export interface ReturnCount {
  readonly customers: number;
  readonly returned: number;
}

export interface Lift {
  /** Share returning among treated minus share among held out, −1…1. */
  readonly difference: number;
  /** 95 % interval of the difference. */
  readonly low: number;
  readonly high: number;
  /** Customers who came back because of the scenario, by this estimate: difference × treated customers. */
  readonly extraCustomers: number;
  /** The interval still spans zero, or the held-out group is too small to speak for anything. */
  readonly tooEarly: boolean;
}

const Z_95 = 1.959964;
const FEWEST_HELD_OUT = 20;

/**
 * Did the treated return more often than the held out? Difference of two independent proportions with the hybrid
 * score interval, which stays inside −1…1 and behaves with few or no returns.
 * Source: Newcombe 1998, "Interval estimation for the difference between independent proportions", Statistics in
 * Medicine 17, p. 873–890, method 10. Null while either group is empty.
 */
export function liftOf(treated: ReturnCount, heldOut: ReturnCount): Lift | null {
  if (treated.customers === 0 || heldOut.customers === 0) return null;
  const shareTreated = treated.returned / treated.customers;
  const shareHeldOut = heldOut.returned / heldOut.customers;
  const [lowTreated, highTreated] = wilsonInterval(treated);
  const [lowHeldOut, highHeldOut] = wilsonInterval(heldOut);
  const difference = shareTreated - shareHeldOut;
  const low = difference - Math.hypot(shareTreated - lowTreated, highHeldOut - shareHeldOut);
  const high = difference + Math.hypot(highTreated - shareTreated, shareHeldOut - lowHeldOut);
  return {
    difference,
    low,
    high,
    extraCustomers: difference * treated.customers,
    tooEarly: heldOut.customers < FEWEST_HELD_OUT || (low <= 0 && high >= 0),
  };
}

/** Wilson 1927 score interval of one proportion, 95 %. */
export function wilsonInterval({ customers, returned }: ReturnCount): [low: number, high: number] {
  const share = returned / customers;
  const z2 = Z_95 ** 2;
  const centre = share + z2 / (2 * customers);
  const half = Z_95 * Math.sqrt((share * (1 - share)) / customers + z2 / (4 * customers ** 2));
  const scale = 1 + z2 / customers;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

/** A server whose answers the test gives by hand, in any order. */
export class AnswersByHand<Answer> {
  private readonly waiting: {
    readonly give: (answer: Answer) => void;
    readonly refuse: (error: Error) => void;
  }[] = [];

  readonly ask = (): Promise<Answer> =>
    new Promise((give, refuse) => {
      this.waiting.push({ give, refuse });
    });

  /** Answers the nth question (0 is the first) and lets everything that hangs on it happen. */
  async give(nth: number, answer: Answer): Promise<void> {
    this.waiting[nth]?.give(answer);
    await settled();
  }

  async refuse(nth: number, error: Error): Promise<void> {
    this.waiting[nth]?.refuse(error);
    await settled();
  }
}

/** Lets all promises that are ready run. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

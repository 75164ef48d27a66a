import { Component, type ComponentChildren } from 'preact';

interface Props {
  /** What the children are drawn from. */
  readonly by: readonly unknown[];
  readonly children: ComponentChildren;
}

/** Leaves its children as they are until something they are drawn from is another. */
export class UnlessChanged extends Component<Props> {
  override shouldComponentUpdate({ by }: Props): boolean {
    return by.some((each, nth) => each !== this.props.by[nth]);
  }

  override render({ children }: Props) {
    return children;
  }
}

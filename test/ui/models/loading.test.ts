import { beforeEach, describe, expect, it } from 'vitest';
import { forgetLists, type Page, pagedList } from '../../../admin-app/ui/models/paged.ts';
import { forgetRemembered, resource } from '../../../admin-app/ui/models/resource.ts';
import { AnswersByHand, settled } from './answers-in-order.ts';

beforeEach(() => {
  forgetRemembered();
  forgetLists();
});

describe('something the server knows', () => {
  it('shows the newest answer, whatever comes last', async () => {
    const server = new AnswersByHand<{ n: number }>();
    const figure = resource('figure', server.ask);
    void figure.load();
    void figure.load();
    await server.give(1, { n: 2 });
    await server.give(0, { n: 1 });
    expect(figure.value.value).toEqual({ n: 2 });
  });

  it('keeps the last value beside the reason why a newer one could not be had', async () => {
    const server = new AnswersByHand<{ n: number }>();
    const figure = resource('figure', server.ask);
    void figure.load();
    await server.give(0, { n: 1 });
    void figure.load();
    await server.refuse(1, new Error('no network'));
    expect(figure.value.value).toEqual({ n: 1 });
    expect(figure.failure.value).toMatchObject({ message: 'no network', status: 'offline' });
    void figure.load();
    await server.give(2, { n: 3 });
    expect(figure.failure.value).toBeNull();
  });

  it('shows the remembered value at once when the page is opened again', async () => {
    const server = new AnswersByHand<{ n: number }>();
    const first = resource('figure', server.ask);
    void first.load();
    await server.give(0, { n: 1 });
    expect(resource<{ n: number }>('figure', server.ask).value.value).toEqual({ n: 1 });
    expect(resource<{ n: number }>('other', server.ask).value.value).toBeNull();
  });
});

describe('a list that grows page by page', () => {
  it('adds the next page behind the ones before and knows its end', async () => {
    const server = new AnswersByHand<Page<string>>();
    const asked: (string | null)[] = [];
    const list = pagedList<string>((after) => {
      asked.push(after);
      return server.ask();
    });
    void list.restart();
    await server.give(0, { items: ['a', 'b'], after: 'b' });
    expect(list.hasMore.value).toBe(true);
    void list.more();
    await server.give(1, { items: ['c'], after: null });
    expect(list.items.value).toEqual(['a', 'b', 'c']);
    expect(list.hasMore.value).toBe(false);
    await list.more();
    expect(asked).toEqual([null, 'b']);
  });

  it('asks for the next page once, however often the button is pressed', async () => {
    const server = new AnswersByHand<Page<string>>();
    let asked = 0;
    const list = pagedList<string>(() => {
      asked += 1;
      return server.ask();
    });
    void list.restart();
    await server.give(0, { items: ['a'], after: 'a' });
    void list.more();
    void list.more();
    await server.give(1, { items: ['b'], after: null });
    expect(asked).toBe(2);
    expect(list.items.value).toEqual(['a', 'b']);
  });

  it('never mixes an old page into a list that was started over', async () => {
    const server = new AnswersByHand<Page<string>>();
    const list = pagedList<string>(server.ask);
    void list.restart();
    await server.give(0, { items: ['a'], after: 'a' });
    void list.more();
    void list.restart();
    await server.give(2, { items: ['new'], after: null });
    await server.give(1, { items: ['old'], after: 'old' });
    expect(list.items.value).toEqual(['new']);
    expect(list.loading.value).toBe(false);
  });

  it('finds its rows again after going back, and renews as many as there were', async () => {
    const server = new AnswersByHand<Page<string>>();
    const first = pagedList<string>(server.ask, 'letters');
    void first.restart();
    await server.give(0, { items: ['a'], after: 'a' });
    void first.more();
    await server.give(1, { items: ['b'], after: 'b' });
    const again = pagedList<string>(server.ask, 'letters');
    expect(again.items.value).toEqual(['a', 'b']);
    void again.restart();
    await server.give(2, { items: ['A'], after: 'A' });
    expect(again.items.value).toEqual(['a', 'b']);
    await server.give(3, { items: ['B'], after: 'B' });
    expect(again.items.value).toEqual(['A', 'B']);
    expect(again.hasMore.value).toBe(true);
  });

  it('keeps what is there when the next page cannot be had, and can try again', async () => {
    const server = new AnswersByHand<Page<string>>();
    const list = pagedList<string>(server.ask);
    void list.restart();
    await server.give(0, { items: ['a'], after: 'a' });
    void list.more();
    await server.refuse(1, new Error('no network'));
    expect(list.items.value).toEqual(['a']);
    expect(list.failure.value?.message).toBe('no network');
    void list.more();
    await server.give(2, { items: ['b'], after: null });
    await settled();
    expect(list.items.value).toEqual(['a', 'b']);
    expect(list.failure.value).toBeNull();
  });
});

import type { Demo, LongShort, State } from '../api';
import { byId, make, rows, setText } from '../dom';
import { percent, usd, venueName } from '../format';

/** Says that all of this is made up, and holds what was observed against what is true. */
export class DemoPanel {
  private readonly node = byId('demo');
  private built = false;

  paint(state: State | null): void {
    const demo = state?.demo ?? null;
    this.node.hidden = demo === null;
    if (state === null || demo === null) {
      return;
    }
    if (!this.built) {
      this.built = true;
      this.build();
    }
    const day = state.totals['24h'];
    const observed = day.byVenue ?? {};
    const venues = [...new Set([...Object.keys(demo.truth.economic), ...Object.keys(demo.truth.wire)])].sort();
    const [happened, published, heard] = [demo.truth.economic, demo.truth.wire, observed].map((sums) => sumOf(sums, venues)) as [number, number, number];
    setText(byId('demo-what'), `Scenario ${demo.scenario}, seed ${demo.seed}${faults(demo)}`);
    setText(byId('demo-happened'), usd(happened));
    setText(byId('demo-published'), usd(published));
    setText(byId('demo-heard'), day.total === null ? 'no data' : usd(heard));
    setText(byId('demo-share'), happened > 0 && day.total !== null ? `${percent(Math.min(1, heard / happened))} of the truth` : '');
    if (!byId<HTMLDetailsElement>('demo-more').open) {
      return;
    }
    const body = byId('demo-venues');
    const nodes = rows(body, venues.length, () => make('tr', '', ...Array.from({ length: 6 }, () => make('td'))));
    venues.forEach((venue, i) => {
      const cells = nodes[i]!.children;
      const truth = demo.truth.economic[venue];
      const wire = demo.truth.wire[venue];
      const seen = observed[venue];
      const texts = [
        venueName(venue),
        sides(truth),
        amount(truth),
        amount(wire),
        amount(seen),
        truth !== undefined && seen !== undefined && Number(truth.total.usd) > 0 ? percent(Math.min(1, Number(seen.total.usd) / Number(truth.total.usd))) : '',
      ];
      texts.forEach((text, column) => setText(cells[column]!, text));
    });
  }

  private build(): void {
    const part = (id: string, label: string) => make('span', 'demo-part', label, ' ', withId('b', id), ' ', make('small', '', 'USD'));
    const head = make('tr', 'head', ...['Venue', 'Truth, long and short', 'Happened', 'Published', 'Observed', 'Observed share'].map((name) => make('th', '', name)));
    const more = withId('details', 'demo-more');
    const table = make('table', '', make('thead', '', head), withId('tbody', 'demo-venues'));
    more.append(
      make('summary', '', 'By venue'),
      make('div', 'scroll', table),
      make('p', 'quiet', 'Truth is counted since the run began, observed over the last 24 hours of the run. Published is what the venues said on their wires: some leave orders out.'),
    );
    this.node.append(
      make('p', 'demo-line', make('strong', '', 'Demo: nothing of this happened.'), ' ', withId('span', 'demo-what')),
      make('p', 'demo-sums', part('demo-happened', 'Happened'), part('demo-published', 'Published'), part('demo-heard', 'Observed'), withId('span', 'demo-share')),
      more,
    );
  }
}

function withId<K extends keyof HTMLElementTagNameMap>(tag: K, id: string): HTMLElementTagNameMap[K] {
  const node = make(tag);
  node.id = id;
  return node;
}

function faults(demo: Demo): string {
  const kinds = Array.isArray(demo.faults) ? [...new Set(demo.faults.map(faultName))] : typeof demo.faults === 'string' ? [demo.faults] : [];
  return kinds.length > 0 ? `, faults: ${kinds.join(', ')}` : '';
}

function faultName(fault: unknown): string {
  return typeof fault === 'object' && fault !== null && 'kind' in fault ? String(fault.kind) : String(fault);
}

const sumOf = (sums: Readonly<Record<string, LongShort>>, venues: readonly string[]): number =>
  venues.reduce((sum, venue) => sum + Number(sums[venue]?.total.usd ?? 0), 0);

const amount = (sums: LongShort | undefined): string => (sums === undefined ? 'no data' : `${usd(Number(sums.total.usd))} USD`);

const sides = (sums: LongShort | undefined): string =>
  sums === undefined ? 'no data' : `${usd(Number(sums.long.usd))} and ${usd(Number(sums.short.usd))} USD`;

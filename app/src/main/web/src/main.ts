import './style.css';
import type { Liquidation, Message, Window } from './api';
import { fetchLiquidations, fetchState, INTERVALS, WINDOWS } from './api';
import { byId, setText } from './dom';
import { Frame } from './frame';
import { listenForKeys } from './keys';
import { ChartPanel } from './panels/chart';
import { DemoPanel } from './panels/demo';
import { FeedsPanel, GapsPanel } from './panels/feeds';
import { HeaderPanel } from './panels/header';
import { PulsePanel } from './panels/pulse';
import { SplitPanels } from './panels/split';
import { TapePanel } from './panels/tape';
import { TotalsPanel } from './panels/totals';
import { ALL, loadSettings, saveSettings } from './settings';
import { Store } from './state';
import type { Link } from './stream';
import { LiveStream } from './stream';

/** Liquidations of one page of the past. */
const PAGE = 500;
/** Then the past in larger pages, while the page is already seen: so much that the chart is not bare. */
const PAST_PAGE = 2_500;
const PAST_PAGES = 4;

const settings = loadSettings();
const store = new Store();
const frame = new Frame();
const nowMs = () => Date.now();
let link: Link = { phase: 'connecting', sinceMs: nowMs(), retryAtMs: null, reason: null };
let generation = 0;

const save = () => saveSettings(settings);
const header = new HeaderPanel(settings, chooseCoin, chooseWindow);
const totals = new TotalsPanel();
const split = new SplitPanels(chooseCoin);
const demo = new DemoPanel();
const feeds = new FeedsPanel(store);
const gaps = new GapsPanel();
const tape: TapePanel = new TapePanel(store, settings, () => drawTape(), save);
const pulse: PulsePanel = new PulsePanel(store, settings, () => drawPulse());
const chart: ChartPanel = new ChartPanel(store, settings, {
  wanted: (coin, interval) => stream.want([{ coin, interval }]),
  settingsChanged: save,
  changed: () => drawChart(),
});

// Faster than this nobody reads the tape or sees the chart grow; a hand on the chart moves it at full speed.
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
const drawTape = frame.task(() => tape.paint(), calm ? 1_000 : 100);
const drawChart = frame.task(() => chart.paint(), 50);
const drawPulse = frame.task(() => pulse.paint(nowMs()), 200);
const drawState = frame.task(() => {
  const { state } = store;
  document.body.classList.toggle('waiting', state === null && link.phase === 'connecting');
  header.paint(state);
  totals.paint(state, settings);
  split.paint(state, settings);
  demo.paint(state);
  gaps.paint(state);
});
const drawTick = frame.task(() => {
  const now = nowMs();
  const runNow = store.runNowMs(now);
  header.tick(link, store.state, store.stateReceivedMs, runNow, now);
  feeds.paint(store.state, runNow);
  tape.tick(store.state, now);
  chart.tick(store.state);
});

const stream = new LiveStream({
  open: (query) => {
    const url = new URL(`api/v1/stream${query}`, document.baseURI);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return new WebSocket(url);
  },
  nowMs,
  random: Math.random,
  reload,
  // A candle that was open when the stream broke off is told anew by nobody.
  resumed: () => void chart.load().catch(() => undefined),
  deliver,
  changed: (next) => {
    link = next;
    document.body.classList.remove('waiting');
    drawTick();
  },
});

function deliver(message: Message): void {
  switch (message.type) {
    case 'state':
      takeState(message);
      break;
    case 'liquidations': {
      const added = store.takeLive(message.items, nowMs());
      tape.add(added, nowMs());
      drawTape();
      drawPulse();
      drawChart();
      break;
    }
    case 'candles':
      chart.take(message.items);
      drawChart();
      break;
    case 'hello':
      document.title = message.title === '' ? 'Spillway' : `${message.title} · Spillway`;
      break;
    case 'reset':
      break;
  }
}

function takeState(state: Parameters<Store['takeState']>[0]): void {
  store.takeState(state, nowMs());
  // A page that was there first learns now which coins there are.
  chart.choose().catch(() => undefined);
  drawState();
  drawTick();
}

/** Forgets all and loads it by REST, while the stream goes on: what comes twice is known by its id. */
async function reload(): Promise<void> {
  const mine = ++generation;
  store.reset();
  const [state, page] = await Promise.all([fetchState(), fetchLiquidations(PAGE)]);
  if (mine !== generation) {
    return;
  }
  takeState(state);
  store.takePast(page.items);
  drawPulse();
  tape.begin(state.speed);
  await chart.load();
  void loadPast(mine, page.items);
}

/** Loads more of the past, page by page, until there is none or enough; a failure only ends it. */
async function loadPast(mine: number, first: readonly Liquidation[]): Promise<void> {
  let oldest = first[first.length - 1];
  for (let page = 0; page < PAST_PAGES && oldest !== undefined && mine === generation; page++) {
    const next = await fetchLiquidations(PAST_PAGE, oldest.id).catch(() => null);
    if (next === null || mine !== generation || store.takePast(next.items) === 0) {
      return;
    }
    oldest = next.items[next.items.length - 1];
    drawPulse();
    drawChart();
  }
}

function chooseCoin(coin: string): void {
  settings.coin = coin;
  save();
  drawPulse();
  tape.refill();
  chart.choose().catch(() => undefined);
  drawState();
  drawTick();
}

function chooseWindow(window: Window): void {
  settings.window = window;
  save();
  drawState();
}

function stepCoin(step: number): void {
  const coins = [ALL, ...(store.state?.coins ?? [])];
  chooseCoin(coins[(coins.indexOf(settings.coin) + step + coins.length) % coins.length]!);
}

function showTheme(): void {
  if (settings.theme === 'system') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = settings.theme;
  }
  byId('theme').setAttribute('aria-label', `Theme: ${settings.theme}`);
  pulse.themeChanged();
  chart.themeChanged();
  drawPulse();
  drawChart();
}

function nextTheme(): void {
  settings.theme = settings.theme === 'system' ? 'dark' : settings.theme === 'dark' ? 'light' : 'system';
  save();
  showTheme();
  setText(byId('announce'), `Theme: ${settings.theme}`);
}

function nextInterval(): void {
  const inputs = [...byId('intervals').querySelectorAll('input')];
  const at = inputs.findIndex((input) => input.checked);
  inputs[(at + 1) % INTERVALS.length]!.click();
}

byId('theme').onclick = nextTheme;
const help = byId<HTMLDialogElement>('help-dialog');
byId('help').onclick = () => help.showModal();
byId('help-close').onclick = () => help.close();
const keysOn = byId<HTMLInputElement>('keys-on');
keysOn.checked = settings.keys;
keysOn.onchange = () => {
  settings.keys = keysOn.checked;
  save();
};
listenForKeys(
  [
    ...WINDOWS.map((window, i) => ({ key: String(i + 1), does: `Totals of the last ${window}`, run: () => chooseWindow(window) })),
    { key: '[', does: 'The coin before', run: () => stepCoin(-1) },
    { key: ']', does: 'The next coin', run: () => stepCoin(1) },
    { key: 'I', does: 'The next length of a candle', run: nextInterval },
    { key: 'P', does: 'Pause the tape, or let it go on', run: () => tape.togglePause() },
    { key: 'T', does: 'Theme: system, dark, light', run: nextTheme },
    { key: '?', does: 'This help', run: () => help.showModal() },
  ],
  () => settings.keys,
);

byId('coverage').addEventListener('toggle', () => drawState());
matchMedia('(prefers-color-scheme: light)').addEventListener('change', showTheme);
addEventListener('online', () => stream.hurry());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    stream.hurry();
    drawTick();
  }
});
setInterval(() => {
  drawTick();
  drawPulse();
}, 1_000);

showTheme();
drawTick();
stream.start();
// Seen sooner than the stream's own load, which comes after its hello and counts.
fetchState().then((state) => store.state ?? takeState(state), () => undefined);
chart.start().catch((error: unknown) => setText(byId('chart-empty'), `The chart could not be drawn: ${String(error)}`));

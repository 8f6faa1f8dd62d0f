interface Task {
  readonly paint: () => void;
  readonly everyMs: number;
  paintedMs: number;
  marked: boolean;
}

/**
 * All drawing, at most once a frame: whoever has news marks its task, and the next frame runs what is
 * marked and due. However fast events come, the page draws as often as the screen does, and what is
 * costly to draw less often than that.
 */
export class Frame {
  private readonly tasks: Task[] = [];
  private asked = false;
  private later: ReturnType<typeof setTimeout> | undefined;

  /** A function that marks `paint`, which then runs in a frame, but not again within `everyMs`. */
  task(paint: () => void, everyMs = 0): () => void {
    const task: Task = { paint, everyMs, paintedMs: -Infinity, marked: false };
    this.tasks.push(task);
    return () => {
      task.marked = true;
      this.ask();
    };
  }

  private ask(): void {
    if (!this.asked) {
      this.asked = true;
      requestAnimationFrame((nowMs) => this.run(nowMs));
    }
  }

  private run(nowMs: number): void {
    this.asked = false;
    let waitMs = Infinity;
    for (const task of this.tasks) {
      if (!task.marked) {
        continue;
      }
      const left = task.paintedMs + task.everyMs - nowMs;
      // A frame comes a little early or late: what is due within half of one is due.
      if (left > HALF_A_FRAME_MS) {
        waitMs = Math.min(waitMs, left);
        continue;
      }
      task.marked = false;
      task.paintedMs = nowMs;
      task.paint();
    }
    if (waitMs < Infinity && this.later === undefined) {
      this.later = setTimeout(() => {
        this.later = undefined;
        this.ask();
      }, waitMs - HALF_A_FRAME_MS);
    }
  }
}

const HALF_A_FRAME_MS = 8;

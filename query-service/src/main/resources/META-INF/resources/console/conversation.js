import { after, failed, isOpen, stopped } from './answer.js';
import { events } from './event-stream.js';
import { keep } from './history.js';
import { Problem } from './problem.js';
import { ask } from './service.js';

/** Turns of question and answer, of which the last may be open. Tells of every change, at most once per frame. */
export class Conversation {
    turns = [];

    #changed;
    #stop = new AbortController();
    #drawing = 0;

    constructor(changed) {
        this.#changed = changed;
    }

    /**
     * Asks, with the turns before as history.
     *
     * @param answer a begun answer, which becomes the turn at a place; later turns go
     */
    async ask(answer, at, { model, collections }) {
        this.stop();
        const stop = this.#stop = new AbortController();
        const before = this.turns.slice(0, at);
        this.turns = [...before, answer];
        this.#draw();
        const update = change => {
            // A turn that was replaced meanwhile is nobody's
            if (!stop.signal.aborted || this.turns.at(-1) === answer) {
                answer = change;
                this.turns = [...before, answer];
                this.#draw();
            }
        };
        try {
            const response = await ask('/api/answers', {
                question: answer.question,
                ...model ? { model } : {},
                ...collections.length ? { collections } : {},
                ...before.length ? { history: history(before) } : {},
            }, stop.signal);
            for await (const event of events(response)) {
                update(after(answer, event));
            }
            if (isOpen(answer)) {
                throw Problem.cutOff();
            }
            if (answer.state === 'completed') {
                keep(answer);
            }
        } catch (problem) {
            update(stop.signal.aborted ? stopped(answer) : failed(answer, asProblem(problem)));
        }
    }

    /** Leaves an open answer; the service ends the model's call. */
    stop() {
        this.#stop.abort();
    }

    /** Begins afresh. */
    anew() {
        this.stop();
        this.turns = [];
        this.#draw();
    }

    #draw() {
        this.#drawing ||= requestAnimationFrame(() => {
            this.#drawing = 0;
            this.#changed();
        });
    }
}

function asProblem(problem) {
    return problem instanceof Problem ? problem : Problem.cutOff();
}

/** What went before, as the API takes it; turns without an answer say nothing. */
function history(turns) {
    return turns.filter(turn => turn.state === 'completed').flatMap(turn => [
        { role: 'user', content: turn.question },
        { role: 'assistant', content: turn.text.slice(0, 4000) },
    ]);
}

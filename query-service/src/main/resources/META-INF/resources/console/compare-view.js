import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { text } from 'kotae/text.js';
import './answer-view.js';
import { choice } from './choice.js';
import './choice-line.js';
import './chunk-panel.js';
import { after, begun, canBeVotedOn, failed, paced, stopped } from './comparison.js';
import { events } from './event-stream.js';
import { Problem } from './problem.js';
import './question-box.js';
import { ask } from './service.js';
import './vote-form.js';

const SIDES = ['A', 'B'];

/** Two models answer the same question from the same chunks, side by side; their names come after the vote. */
class CompareView extends KotaeElement {
    static properties = {
        comparison: { state: true },
        vote: { state: true },
    };

    #stop = new AbortController();

    render() {
        const { comparison } = this;
        return html`
            <div class="column broad" @cite=${event => this.querySelector('kotae-chunk').open(event.detail)}>
                <h1 tabindex="-1" class=${comparison ? 'unseen' : 'welcome'}>${text('compare.title')}</h1>
                ${comparison ? nothing : html`<p class="quiet measure">${text('compare.intro')}</p>`}
                <div class="asking">
                    <kotae-question name="comparison-question" ?busy=${comparison?.state === 'open'} label=${text('compare.label')}
                        .line=${html`<div class="under"><kotae-choice count="2"></kotae-choice></div>`}
                        @ask=${event => this.#ask(event.detail)} @stop=${() => this.#stop.abort()}></kotae-question>
                </div>
                ${comparison ? this.#comparison(comparison) : nothing}
            </div>
            <kotae-chunk></kotae-chunk>`;
    }

    #comparison(comparison) {
        if (comparison.state === 'failed' && comparison.sides.every(side => !side.id)) {
            return html`<div class="notice wrong" role="alert">
                <p><strong>${text('state.failed')}</strong> ${comparison.problem.message}</p>
                <p class="quiet">${comparison.problem.code}</p>
                <button type="button" @click=${() => this.#ask(comparison.question)}>${text('state.retry')}</button>
            </div>`;
        }
        return html`
            <h2 class="question" tabindex="-1">${comparison.question}</h2>
            <div class="sides">
                ${paced(comparison).map((side, at) => html`<section class=${this.#preferred(side) ? 'side preferred' : 'side'}
                    aria-labelledby="side-${at}">
                    <h3 id="side-${at}">${text('compare.side', { side: SIDES[at] })}${this.#revealed(side)}</h3>
                    <kotae-answer blind .answer=${side} @again=${() => this.#ask(comparison.question)}></kotae-answer>
                </section>`)}
            </div>
            <p class="unseen" role="status">${comparison.state === 'ended' ? text('compare.ended') : text('answer.waiting')}</p>
            ${this.#voting(comparison)}`;
    }

    #voting(comparison) {
        if (this.vote) {
            return html`<p class="notice" role="status" tabindex="-1">${this.#outcome()}</p>`;
        }
        if (canBeVotedOn(comparison)) {
            return html`<kotae-vote .answers=${comparison.sides.map(side => side.id)} @voted=${this.#voted}></kotae-vote>`;
        }
        return comparison.state === 'ended' ? html`<p class="quiet">${text('compare.nothing')}</p>` : nothing;
    }

    async #voted(event) {
        this.vote = event.detail;
        await this.updateComplete;
        this.querySelector('.notice[role=status]')?.focus();
    }

    #outcome() {
        const [first, second] = this.comparison.sides.map(side => this.#writer(side)?.model);
        return this.vote.preferred === null ? text('vote.tied', { first, second })
            : text('vote.preferred', this.vote.preferred === this.comparison.sides[0].id
                ? { winner: first, loser: second } : { winner: second, loser: first });
    }

    #writer(side) {
        return this.vote?.models.find(model => model.answer === side.id);
    }

    #revealed(side) {
        const writer = this.#writer(side);
        return writer ? html` <span class="writer">${writer.model}${writer.revision ? html` <span class="quiet">${writer.revision}</span>` : nothing}
            <span class="quiet">${writer.provider}</span></span>` : nothing;
    }

    #preferred(side) {
        return Boolean(this.vote) && this.vote.preferred === side.id;
    }

    async #ask(question) {
        this.#stop.abort();
        const stop = this.#stop = new AbortController();
        const { pair, collections } = choice();
        this.vote = null;
        this.querySelector('kotae-chunk').close();
        let comparison = this.comparison = begun(question);
        const show = change => {
            comparison = change;
            if (this.#stop === stop) {
                this.comparison = comparison;
            }
        };
        try {
            const response = await ask('/api/comparisons', {
                question,
                ...pair[0] && pair[1] ? { models: pair } : {},
                ...collections.length ? { collections } : {},
            }, stop.signal);
            for await (const event of events(response)) {
                show(after(comparison, event));
            }
            if (comparison.state === 'open') {
                throw Problem.cutOff();
            }
        } catch (problem) {
            show(stop.signal.aborted ? stopped(comparison)
                : failed(comparison, problem instanceof Problem ? problem : Problem.cutOff()));
        }
    }
}

customElements.define('kotae-compare', CompareView);

import { html, nothing } from 'lit';
import { linkable } from 'kotae/address.js';
import { KotaeElement } from 'kotae/element.js';
import { moment, number, text } from 'kotae/text.js';
import { labelOf } from './place.js';
import { address, read } from './service.js';

const AT_ONCE = 5;

/** The worst-rated answers, each to be opened with its question, chunks and citations. */
class Answers extends KotaeElement {
    static properties = {
        filter: { attribute: false },
        answers: { state: true },
        more: { state: true },
        problem: { state: true },
    };

    willUpdate(changed) {
        if (changed.has('filter')) {
            this.answers = null;
            this.#read(0);
        }
    }

    async #read(skip) {
        const filter = this.filter;
        try {
            const { answers } = await read(address('answers', { ...filter, limit: AT_ONCE, skip }));
            if (filter === this.filter) {
                this.answers = skip ? [...this.answers, ...answers] : answers;
                this.more = answers.length === AT_ONCE;
                this.problem = null;
            }
        } catch (problem) {
            this.problem = problem;
        }
    }

    render() {
        return html`<section>
            <h2>${text('reports.worst')}</h2>
            ${this.problem ? html`<p class=${this.problem.status === 403 ? 'notice' : 'notice wrong'}>${this.problem.status === 403
                ? text('reports.worst.forbidden') : `${text('state.failed')} ${this.problem.message}`}</p>`
                : !this.answers ? html`<p class="quiet">${text('state.loading')}</p>`
                : this.answers.length ? html`<div class="rated">${this.answers.map(answer => this.#answer(answer))}</div>
                    ${this.more ? html`<button type="button" @click=${() => this.#read(this.answers.length)}>${text('reports.worst.more')}</button>` : nothing}`
                : html`<p class="quiet">${text('reports.worst.none')}</p>`}
        </section>`;
    }

    #answer(answer) {
        const cited = new Map((answer.citations ?? []).map(citation => [citation.marker, citation]));
        return html`<details>
            <summary><span class="stars" aria-label=${answer.stars === 1 ? text('stars.one') : text('stars.many', { n: answer.stars })}>${'★'.repeat(answer.stars)}${'☆'.repeat(5 - answer.stars)}</span>
                ${answer.question} <span class="quiet">${answer.model ? labelOf({ model: answer.model.id, revision: answer.model.revision }) : ''} ${moment(answer.ratedAt)}</span></summary>
            <dl>
                ${answer.comment ? html`<dt>${text('reports.comment')}</dt><dd>${answer.comment}</dd>` : nothing}
                ${answer.condensedQuestion ? html`<dt>${text('reports.question')}</dt><dd>${answer.condensedQuestion}</dd>` : nothing}
                <dt>${text('reports.answer')}</dt><dd class="passage">${answer.text ?? '–'}</dd>
                <dt>${text('reports.prompt')}</dt><dd><code>${answer.promptId ?? '–'}</code> <span class="quiet">${answer.promptHash ?? ''}</span></dd>
                <dt>${text('reports.sources')}</dt>
                <dd><ol class="sources">${(answer.sources ?? []).map(source => html`<li value=${source.marker}>
                    ${source.url && linkable(source.url) ? html`<a href=${linkable(source.url)} target="_blank" rel="noopener noreferrer">${source.title ?? source.documentId}</a>` : source.title ?? source.documentId}
                    <span class="quiet">${(source.section ?? []).join(' › ')} ${number(source.version)}</span>
                    ${cited.has(source.marker) ? html`<span class=${cited.get(source.marker).supported ? 'quiet' : 'wrong'}>${text(cited.get(source.marker).supported ? 'reports.cited' : 'reports.unsupported')}</span>` : nothing}
                    <blockquote class="passage">${source.text}</blockquote></li>`)}</ol></dd>
            </dl>
        </details>`;
    }
}

customElements.define('kotae-answers', Answers);

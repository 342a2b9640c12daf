import { html, nothing } from 'lit';
import { linkable } from 'kotae/address.js';
import { KotaeElement } from 'kotae/element.js';
import { duration, language, text } from 'kotae/text.js';
import { isOpen, placeOf } from './answer.js';
import { answerText } from './answer-text.js';

/** One answer: its text as it comes, its citations, what it took. Asks its page to open a chunk by the event `cite`. */
class AnswerView extends KotaeElement {
    static properties = {
        answer: { attribute: false },
        /** Leaves out what would tell the model. */
        blind: { type: Boolean },
    };

    #drawn = {};

    render() {
        const { answer } = this;
        return html`
            <div class="text" lang=${answer.language && answer.language !== 'und' ? answer.language : nothing}
                aria-live="polite" aria-busy=${isOpen(answer)}>
                ${this.#body(answer)}
            </div>
            ${this.#state(answer)}
            ${answer.state === 'completed' && answer.unsupported?.length
                ? html`<p class="quiet"><span class="doubtful">${text('answer.doubtful.some', { n: answer.unsupported.length })}</span></p>` : nothing}
            ${answer.citations.length ? this.#citations(answer) : nothing}
            ${answer.model && !answer.noAnswer && !this.blind ? this.#origin(answer) : nothing}`;
    }

    #body(answer) {
        if (answer.noAnswer) {
            return html`<p class="notice none"><strong>${text('answer.none')}</strong> ${text('answer.none.how')}</p>`;
        }
        // The same fragment again means the same elements again
        if (this.#drawn.answer !== answer || this.#drawn.language !== language()) {
            const same = this.#drawn.answer?.text === answer.text && this.#drawn.answer?.citations === answer.citations
                && this.#drawn.language === language();
            this.#drawn = {
                answer,
                language: language(),
                fragment: same ? this.#drawn.fragment
                    : answer.text ? answerText(answer, (marker, button) => this.#open(marker, button)) : '',
            };
        }
        return this.#drawn.fragment;
    }

    #state(answer) {
        switch (answer.state) {
            case 'waiting':
                return html`<p class="quiet working">${text('answer.waiting')}</p>`;
            case 'reading':
                return html`<p class="quiet working">${text('answer.reading', { n: answer.sources.length })}</p>`;
            case 'writing':
                return html`<p class="quiet working">${text('answer.writing')}</p>`;
            case 'stopped':
                return html`<p class="quiet">${text('answer.stopped')}</p>`;
            case 'failed':
                return html`<div class="notice wrong" role="alert">
                    <p><strong>${text('state.failed')}</strong> ${answer.problem.message}</p>
                    <p class="quiet">${answer.problem.code}${answer.problem.traceId
                        ? html` · ${text('failed.trace', { id: answer.problem.traceId })}` : nothing}</p>
                    <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('again', { bubbles: true }))}>
                        ${text('state.retry')}</button>
                </div>`;
            default:
                return nothing;
        }
    }

    #citations(answer) {
        return html`<ol class="citations" aria-label=${text('citation.all')}>
            ${answer.citations.map(citation => html`<li value=${citation.marker}>
                <button type="button" class="link" @click=${event => this.#open(citation.marker, event.currentTarget)}>
                    ${citation.title ?? citation.documentId}</button>
                ${placeOf(citation) ? html`<span class="quiet">${placeOf(citation)}</span>` : nothing}
                ${citation.supported ? nothing : html`<span class="flag">${text('citation.unsupported')}</span>`}
                ${citation.supported && citation.inferred ? html`<span class="quiet">${text('citation.inferred')}</span>` : nothing}
                ${linkable(citation.url) ? html`<a class="quiet" href=${linkable(citation.url)} target="_blank"
                    rel="noopener noreferrer">${text('citation.source')}<span class="unseen"> ${citation.title ?? citation.documentId}
                    ${text('citation.new-tab')}</span></a>` : nothing}
            </li>`)}
        </ol>`;
    }

    #origin({ model, timings, tokens }) {
        const parts = [
            model.revision ? `${model.id} (${model.revision})` : model.id,
            timings?.firstTokenMillis != null && text('answer.first', { time: duration(timings.firstTokenMillis) }),
            timings?.totalMillis != null && text('answer.total', { time: duration(timings.totalMillis) }),
            tokens?.completion != null && text('answer.tokens', { n: tokens.completion }),
        ];
        return html`<p class="quiet origin">${parts.filter(Boolean).join(' · ')}</p>`;
    }

    #open(marker, opener) {
        this.dispatchEvent(new CustomEvent('cite', { bubbles: true, detail: { answer: this.answer, marker, opener } }));
    }
}

customElements.define('kotae-answer', AnswerView);

import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { moment, number, text } from 'kotae/text.js';
import './answer-view.js';
import './chunk-panel.js';
import { clear, entries, forget } from './history.js';

/** What was asked in this browser. */
class HistoryView extends KotaeElement {
    static properties = {
        active: { attribute: false },
        open: { state: true },
        clearing: { state: true },
    };

    render() {
        if (!this.active) {
            return nothing;
        }
        const kept = entries();
        return html`
            <div class="column" @cite=${event => this.querySelector('kotae-chunk').open(event.detail)}>
                <h1 tabindex="-1">${text('history.title')}</h1>
                <p class="quiet">${text('history.about')}</p>
                ${kept.length ? html`
                    <ol class="history">${kept.map(entry => this.#entry(entry))}</ol>
                    ${this.clearing ? html`<p class="notice">${text('history.sure', { n: number(kept.length) })}
                            <button type="button" class="primary" @click=${this.#clear}>${text('history.clear')}</button>
                            <button type="button" @click=${() => { this.clearing = false; }}>${text('history.keep')}</button></p>`
                        : html`<button type="button" @click=${this.#ask}>${text('history.clear')}</button>`}`
                    : html`<p class="notice">${text('history.none')}</p>`}
            </div>
            <kotae-chunk></kotae-chunk>`;
    }

    #entry(entry) {
        const shown = this.open === entry.id;
        const answer = { ...entry, state: 'completed', sources: [] };
        return html`<li>
            <div class="entry">
                <button type="button" class="link" aria-expanded=${shown} @click=${() => { this.open = shown ? null : entry.id; }}>
                    ${entry.question}</button>
                <span class="quiet">${moment(entry.at)}</span>
                <button type="button" class="plain quiet" @click=${() => { forget(entry.id); this.requestUpdate(); }}>
                    ${text('history.forget')}<span class="unseen"> ${entry.question}</span></button>
            </div>
            ${shown ? html`<kotae-answer .answer=${answer}></kotae-answer>` : nothing}
        </li>`;
    }

    async #ask() {
        this.clearing = true;
        await this.updateComplete;
        this.querySelector('.notice .primary').focus();
    }

    async #clear() {
        clear();
        this.clearing = false;
        await this.updateComplete;
        this.querySelector('h1').focus();
    }
}

customElements.define('kotae-history', HistoryView);

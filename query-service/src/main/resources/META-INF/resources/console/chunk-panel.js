import { html, nothing } from 'lit';
import { linkable } from 'kotae/address.js';
import { KotaeElement } from 'kotae/element.js';
import { text } from 'kotae/text.js';
import { chunkOf, placeOf } from './answer.js';
import { locate } from './quote.js';

/** The chunk behind a citation, beside the answer: the quote marked, the document's version, the way to the source. */
class ChunkPanel extends KotaeElement {
    static properties = {
        shown: { state: true },
    };

    #opener = null;

    /** Shows what a marker of an answer points to; the reader comes back to `opener`. */
    async open({ answer, marker, opener }) {
        this.shown = { answer, marker };
        this.#opener = opener;
        await this.updateComplete;
        this.querySelector('h2').focus();
    }

    /** Closes it, and gives the reader back to where they were. */
    close() {
        this.shown = null;
        if (this.#opener?.isConnected) {
            this.#opener.focus();
        }
        this.#opener = null;
    }

    render() {
        if (!this.shown) {
            return nothing;
        }
        const { answer, marker } = this.shown;
        const citation = answer.citations.find(cited => cited.marker === marker);
        const chunk = chunkOf(answer, { marker });
        const of = citation ?? chunk;
        const address = linkable(of.url);
        return html`<aside class="chunk" aria-labelledby="chunk-title" @keydown=${this.#key}>
            <header>
                <h2 id="chunk-title" tabindex="-1"><span class="number">${marker}</span> ${of.title ?? of.documentId}</h2>
                <button type="button" class="plain" @click=${() => this.close()}>${text('chunk.close')}</button>
            </header>
            ${placeOf(of) ? html`<p class="quiet">${placeOf(of)}</p>` : nothing}
            ${citation && !citation.supported ? html`<p class="notice">${text('citation.unsupported.long')}</p>` : nothing}
            ${citation?.supported && citation.inferred ? html`<p class="quiet">${text('citation.inferred.long')}</p>` : nothing}
            <div class="passage" tabindex="0" role="group" aria-label=${text('chunk.text')}>${this.#text(citation, chunk)}</div>
            <dl class="quiet">
                <dt>${text('chunk.document')}</dt><dd>${of.collection} / ${of.documentId}</dd>
                <dt>${text('chunk.version')}</dt><dd>${of.version}</dd>
                ${of.url ? html`<dt>${text('citation.source')}</dt><dd>${address
                    ? html`<a href=${address} target="_blank" rel="noopener noreferrer">${of.url}<span class="unseen">
                        ${text('citation.new-tab')}</span></a>`
                    : of.url}</dd>` : nothing}
            </dl>
        </aside>`;
    }

    #text(citation, chunk) {
        if (!chunk) {
            return citation.quote ? html`<mark>${citation.quote}</mark><p class="quiet">${text('chunk.not-kept')}</p>`
                : html`<p class="quiet">${text('chunk.not-kept')}</p>`;
        }
        const found = locate(citation?.quote, chunk.text);
        return found ? html`${found[0]}<mark>${found[1]}</mark>${found[2]}` : chunk.text;
    }

    #key(event) {
        if (event.key === 'Escape') {
            event.stopPropagation();
            this.close();
        }
    }

    updated() {
        this.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
    }
}

customElements.define('kotae-chunk', ChunkPanel);

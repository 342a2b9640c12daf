import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { language, number, text } from 'kotae/text.js';
import { matching, nameOf, readModels } from './catalogue.js';
import { choice, choose } from './choice.js';

const STATES = ['ready', 'failing', 'gone'];

/** The catalogue of models, to search and to choose from. */
class ModelsView extends KotaeElement {
    static properties = {
        active: { attribute: false },
        models: { state: true },
        search: { state: true },
        problem: { state: true },
    };

    constructor() {
        super();
        this.search = '';
        document.addEventListener('kotae-token', () => { this.models = null; });
    }

    willUpdate(changed) {
        if (changed.has('active') && this.active) {
            this.#read();
        }
    }

    async #read() {
        try {
            this.problem = null;
            this.models = await readModels({ fresh: true });
        } catch (problem) {
            this.problem = problem;
        }
    }

    render() {
        return html`<div class="column broad">
            <h1 tabindex="-1">${text('models.title')}</h1>
            ${this.problem ? html`<div class="notice wrong" role="alert"><p><strong>${text('state.failed')}</strong> ${this.problem.message}</p>
                <button type="button" @click=${() => this.#read()}>${text('state.retry')}</button></div>`
                : this.models ? this.#catalogue() : html`<p class="quiet">${text('state.loading')}</p>`}
        </div>`;
    }

    #catalogue() {
        const found = matching(this.models, this.search);
        return html`
            <search class="models-search">
                <label class="unseen" for="model-search">${text('models.search')}</label>
                <input id="model-search" type="search" placeholder=${text('models.search')} autocomplete="off" .value=${this.search}
                    @input=${event => { this.search = event.target.value; }}>
                <span class="count" role="status">${text('models.count', { n: number(found.length), all: number(this.models.length) })}</span>
            </search>
            ${found.length ? html`<table class="models">
                <caption class="unseen">${text('models.title')}</caption>
                <thead><tr>
                    <th scope="col">${text('model.name')}</th>
                    <th scope="col">${text('model.provider')}</th>
                    <th scope="col" class="number">${text('model.context')}</th>
                    <th scope="col">${text('model.languages')}</th>
                    <th scope="col">${text('model.price')}</th>
                    <th scope="col">${text('model.state')}</th>
                    <th scope="col"><span class="unseen">${text('model.use')}</span></th>
                </tr></thead>
                <tbody>${found.map(model => this.#row(model))}</tbody>
            </table>` : html`<p class="quiet">${text('models.none')}</p>`}`;
    }

    #row(model) {
        const chosen = choice().model === model.id;
        return html`<tr aria-current=${chosen ? 'true' : nothing}>
            <th scope="row">${nameOf(model)}
                ${nameOf(model) === model.id ? nothing : html`<span class="quiet id">${model.id}</span>`}
                ${model.revision ? html`<span class="quiet id">${text('model.revision', { id: model.revision })}</span>` : nothing}
                ${model.tags?.length ? html`<span class="quiet id">${model.tags.join(', ')}</span>` : nothing}
            </th>
            <td data-label=${text('model.provider')}>${model.provider}</td>
            <td data-label=${text('model.context')} class=${model.contextLength ? 'number' : 'number unknown'}>${model.contextLength ? number(model.contextLength) : '–'}</td>
            <td data-label=${text('model.languages')} class=${model.languages?.length ? '' : 'unknown'}>${model.languages?.length ? model.languages.map(languageName).join(language() === 'ja' ? '、' : ', ') : '–'}</td>
            <td data-label=${text('model.price')} class=${model.price ? '' : 'unknown'}>${price(model.price)}</td>
            <td data-label=${text('model.state')} class=${model.state === 'ready' ? '' : 'wrong'}>
                ${STATES.includes(model.state) ? text(`model.state.${model.state}`) : model.state}</td>
            <td>${model.state === 'gone' ? nothing : html`<button type="button" aria-pressed=${chosen}
                @click=${() => this.#use(chosen ? null : model.id)}>
                ${text(chosen ? 'model.used' : 'model.use')}<span class="unseen"> ${nameOf(model)}</span></button>`}</td>
        </tr>`;
    }

    #use(model) {
        choose({ model });
        document.dispatchEvent(new CustomEvent('kotae-choice'));
        this.requestUpdate();
    }
}

function languageName(code) {
    try {
        return new Intl.DisplayNames([language()], { type: 'language' }).of(code);
    } catch {
        return code; // not a language's code: as the catalogue has it
    }
}

/** Per million tokens, in and out. */
function price(price) {
    if (!price) {
        return '–';
    }
    const money = value => value == null ? '–' : number(value, 2);
    return `${money(price.input)} / ${money(price.output)}${price.currency ? ` ${price.currency}` : ''}`;
}

customElements.define('kotae-models', ModelsView);

import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import 'kotae/interval-bar.js';
import { duration, number, percent, text } from 'kotae/text.js';
import { labelOf } from './place.js';
import { address, read, save } from './service.js';

const DIMENSIONS = ['language', 'collection', 'prompt', 'retrieval', 'generation', 'provider', 'origin', 'day'];

/** The models' numbers by one of what answers have in common. */
class Slices extends KotaeElement {
    static properties = {
        filter: { attribute: false },
        by: { state: true },
        rows: { state: true },
        problem: { state: true },
    };

    constructor() {
        super();
        this.by = 'language';
    }

    willUpdate(changed) {
        if (changed.has('filter') || changed.has('by')) {
            this.#read();
        }
    }

    async #read() {
        const by = this.by;
        try {
            const { rows } = await read(address('slices', { ...this.filter, by }));
            if (by === this.by) {
                this.rows = rows;
                this.problem = null;
            }
        } catch (problem) {
            this.problem = problem;
        }
    }

    render() {
        const csv = address('slices', { ...this.filter, by: this.by, format: 'csv' });
        return html`<section>
            <h2>${text('reports.slices')} <a class="quiet" href=${csv} @click=${event => this.#save(event, csv)}>${text('reports.csv')}</a></h2>
            <label class="quiet">${text('reports.by')}
                <select @change=${event => { this.by = event.target.value; }}>
                    ${DIMENSIONS.map(name => html`<option value=${name} ?selected=${name === this.by}>${text(`reports.by.${name}`)}</option>`)}
                </select></label>
            ${this.problem ? html`<p class="notice wrong" role="alert">${text('state.failed')} ${this.problem.message}</p>`
                : this.rows ? this.#table() : html`<p class="quiet">${text('state.loading')}</p>`}
        </section>`;
    }

    #table() {
        return html`<div class="wide" tabindex="0" role="region" aria-label=${text('reports.slices')}><table>
            <thead><tr>
                <th scope="col">${text(`reports.by.${this.by}`)}</th>
                <th scope="col">${text('reports.model')}</th>
                <th scope="col" class="number">${text('reports.answers')}</th>
                <th scope="col" class="number">${text('reports.ratings')}</th>
                <th scope="col">${text('reports.stars')}</th>
                <th scope="col" class="number">${text('reports.errors')}</th>
                <th scope="col" class="number">${text('reports.total')}</th>
            </tr></thead>
            <tbody>${this.rows.map(({ slice, report, small }) => html`<tr class=${small ? 'undecided' : nothing}>
                <td>${slice[this.by] || '–'}</td>
                <th scope="row">${labelOf(report)}</th>
                <td class="number">${number(report.answers)}${small ? html`<span class="quiet cell">${text('reports.small')}</span>` : nothing}</td>
                <td class="number">${number(report.ratings.count)}</td>
                <td>${report.ratings.mean === undefined ? '–' : html`<kotae-interval .min=${1} .max=${5} .low=${report.ratings.low}
                    .high=${report.ratings.high} .value=${report.ratings.mean} ?undecided=${small}
                    label="${number(report.ratings.mean, 2)} (${number(report.ratings.low, 2)} – ${number(report.ratings.high, 2)})"></kotae-interval>
                    <span class="number">${number(report.ratings.mean, 2)}</span>`}</td>
                <td class="number">${percent(report.errorRate.share, 1)}</td>
                <td class="number">${report.latency.totalMillis ? duration(report.latency.totalMillis.p95) : '–'}</td>
            </tr>`)}</tbody></table></div>`;
    }

    #save(event, csv) {
        event.preventDefault();
        save(csv, 'slices.csv').catch(() => { location.href = csv; });
    }
}

customElements.define('kotae-slices', Slices);

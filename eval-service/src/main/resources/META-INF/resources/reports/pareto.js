import { html } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import { duration, number, percent, text } from 'kotae/text.js';
import { labelOf } from './place.js';

/** All that counts at once: who is dominated, and by whom. */
class Pareto extends KotaeElement {
    static properties = { standings: { attribute: false } };

    render() {
        return html`<div class="wide" tabindex="0" role="region" aria-label=${text('reports.pareto')}>
            <table>
                <caption>${text('reports.pareto.about')}</caption>
                <thead><tr>
                    <th scope="col">${text('reports.model')}</th>
                    <th scope="col" class="number">${text('reports.stars')} / ${text('reports.strength')}</th>
                    <th scope="col" class="number">${text('reports.errors')}</th>
                    <th scope="col" class="number">${text('reports.total')}</th>
                    <th scope="col" class="number">${text('reports.cost')}</th>
                    <th scope="col">${text('reports.standing')}</th>
                </tr></thead>
                <tbody>${[...this.standings].sort(byQuality).map(one => html`<tr>
                    <th scope="row">${labelOf(one)}</th>
                    <td class="number">${one.quality === undefined ? '–' : number(one.quality, 2)}</td>
                    <td class="number">${percent(one.errorRate, 1)}</td>
                    <td class="number">${one.totalMillisP95 === undefined ? '–' : duration(one.totalMillisP95)}</td>
                    <td class="number">${one.costPerAnswer === undefined ? '–' : number(one.costPerAnswer, 5)}</td>
                    <td>${one.dominatedBy.length ? html`<span class="quiet">${text('reports.dominated', { models: one.dominatedBy.join(', ') })}</span>`
                        : text('reports.front')}</td>
                </tr>`)}</tbody>
            </table></div>`;
    }
}

function byQuality(one, other) {
    return (other.quality ?? -99) - (one.quality ?? -99) || labelOf(one).localeCompare(labelOf(other));
}

customElements.define('kotae-pareto', Pareto);

import { html, nothing } from 'lit';
import { KotaeElement } from 'kotae/element.js';
import 'kotae/interval-bar.js';
import { duration, number, percent, text } from 'kotae/text.js';
import { labelOf } from './place.js';

/** The models with their numbers: each with its count, each interval on the scale of its column. */
class Leaderboard extends KotaeElement {
    static properties = { report: { attribute: false } };

    render() {
        const { models, recommendation } = this.report;
        const undecided = recommendation.decision !== 'better';
        const reach = Math.max(1, ...models.flatMap(model => model.votes ? [Math.abs(model.votes.low), Math.abs(model.votes.high)] : []));
        const scale = Math.min(reach, 6);
        return html`<div class="wide" tabindex="0" role="region" aria-label=${text('reports.leaderboard')}>
            <table>
                <caption>${text('reports.leaderboard.about')}</caption>
                <thead><tr>
                    <th scope="col">${text('reports.model')}</th>
                    <th scope="col" class="number">${text('reports.answers')}</th>
                    <th scope="col" class="number">${text('reports.ratings')}</th>
                    <th scope="col">${text('reports.stars')}</th>
                    <th scope="col" class="number">${text('reports.votes')}</th>
                    <th scope="col">${text('reports.strength')}</th>
                    <th scope="col" class="number">${text('reports.errors')}</th>
                    <th scope="col" class="number">${text('reports.first')}</th>
                    <th scope="col" class="number">${text('reports.total')}</th>
                    <th scope="col" class="number">${text('reports.cost')}</th>
                </tr></thead>
                <tbody>${[...models].sort(byQuality).map(model => this.#row(model, undecided, scale))}</tbody>
            </table></div>`;
    }

    #row(model, undecided, scale) {
        const { ratings, votes, errorRate, latency, budgets } = model;
        const best = this.report.recommendation.model === model.model && (this.report.recommendation.revision ?? null) === (model.revision ?? null);
        return html`<tr class=${undecided ? 'undecided' : nothing} aria-current=${best ? 'true' : nothing}>
            <th scope="row">${model.model}${model.revision ? html` <span class="quiet">${model.revision}</span>` : nothing}</th>
            <td class="number">${number(model.answers)}</td>
            <td class="number">${number(ratings.count)}</td>
            <td>${ratings.mean === undefined ? '–' : html`<kotae-interval .min=${1} .max=${5} .low=${ratings.low} .high=${ratings.high}
                .value=${ratings.mean} ?undecided=${undecided} label=${interval(ratings.mean, ratings)}></kotae-interval>
                <span class="number">${interval(ratings.mean, ratings)}</span>`}</td>
            <td class="number">${number(votes?.count ?? 0)}</td>
            <td>${votes ? html`<kotae-interval .min=${-scale} .max=${scale} .origin=${0} .low=${votes.low} .high=${votes.high}
                .value=${votes.strength} ?undecided=${undecided} label=${interval(votes.strength, votes)}></kotae-interval>
                <span class="number">${interval(votes.strength, votes)}</span>` : '–'}</td>
            <td class="number">${percent(errorRate.share, 1)}<span class="quiet cell">${percent(errorRate.low, 1)}–${percent(errorRate.high, 1)}</span>
                ${keeping(budgets.errors)}</td>
            <td class="number">${time(latency.firstTokenMillis)} ${keeping(budgets.firstToken)}</td>
            <td class="number">${time(latency.totalMillis)} ${keeping(budgets.total)}</td>
            <td class="number">${model.cost ? model.cost.map(cost => `${number(cost.perAnswer, 5)} ${cost.currency}`).join(' + ') : '–'}</td>
        </tr>`;
    }
}

function byQuality(one, other) {
    return (other.ratings.mean ?? 0) - (one.ratings.mean ?? 0) || (other.votes?.strength ?? -99) - (one.votes?.strength ?? -99)
        || labelOf(one).localeCompare(labelOf(other));
}

function interval(value, { low, high }) {
    return `${number(value, 2)} (${number(low, 2)} – ${number(high, 2)})`;
}

function time(percentiles) {
    return percentiles ? html`${duration(percentiles.p95)}<span class="quiet cell">${percentiles.p95High
        ? `${duration(percentiles.p95Low ?? 0)} – ${duration(percentiles.p95High)}` : `n = ${number(percentiles.count)}`}</span>` : '–';
}

function keeping(word) {
    return word && word !== 'within' ? html`<span class=${word === 'over' ? 'wrong cell' : 'quiet cell'}>${text(`reports.${word}`)}</span>` : nothing;
}

customElements.define('kotae-leaderboard', Leaderboard);

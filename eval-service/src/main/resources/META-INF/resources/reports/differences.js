import { html, nothing } from 'lit';
import 'kotae/interval-bar.js';
import { number, percent, text } from 'kotae/text.js';

/** A share with the ends of its interval and its base. */
export function share(rate) {
    return rate ? html`<span class="number">${percent(rate.share, 1)}</span><span class="quiet cell">${percent(rate.low, 1)}–${percent(rate.high, 1)}, n = ${number(rate.total)}</span>` : '–';
}

/** Candidate minus baseline, a line for each measure, all on the scale from -1 to 1. */
export function differences(all, caption = nothing, name = '') {
    return html`<div class="wide" tabindex="0" role="region" aria-label="${text('experiments.differences')} ${name}"><table class="differences">
        ${caption === nothing ? nothing : html`<caption>${caption}</caption>`}
        <thead><tr>
            <th scope="col">${text('experiments.measure')}</th>
            <th scope="col">${text('experiments.difference')}</th>
            <th scope="col" class="number">${text('experiments.better')}</th>
            <th scope="col" class="number">${text('experiments.same')}</th>
            <th scope="col" class="number">${text('experiments.worse')}</th>
        </tr></thead>
        <tbody>${all.map(one => {
            const undecided = one.low <= 0 && one.high >= 0;
            const told = `${signed(one.difference)} (${signed(one.low)} – ${signed(one.high)})`;
            return html`<tr class=${undecided ? 'undecided' : nothing}>
                <th scope="row">${text(`experiments.measure.${one.measure}`)}</th>
                <td><kotae-interval .min=${-1} .max=${1} .origin=${0} .low=${one.low} .high=${one.high} .value=${one.difference}
                    ?undecided=${undecided} label=${told}></kotae-interval> <span class="number">${told}</span></td>
                <td class="number">${number(one.better)}</td>
                <td class="number">${number(one.same)}</td>
                <td class="number">${number(one.worse)}</td>
            </tr>`;
        })}</tbody></table></div>`;
}

function signed(value) {
    return `${value > 0 ? '+' : ''}${percent(value, 1)}`;
}

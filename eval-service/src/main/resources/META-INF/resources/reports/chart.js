import { html } from 'lit';
import * as echarts from 'echarts';
import { KotaeElement } from 'kotae/element.js';
import { text } from 'kotae/text.js';
import { save } from './service.js';

/**
 * A drawing with its words: `<kotae-chart heading about csv .options=${() => ({…})}>`. `options` is called for each drawing, with what
 * colours there are now. What a chart shows can be saved as CSV, which is also what a screen reader's user takes.
 */
class Chart extends KotaeElement {
    static properties = {
        heading: { type: String },
        about: { type: String },
        csv: { type: String },
        options: { attribute: false },
    };

    #drawing = null;
    #redraw = () => this.#draw();

    connectedCallback() {
        super.connectedCallback();
        document.addEventListener('kotae-theme', this.#redraw);
        this.observer = new ResizeObserver(() => this.#drawing?.resize());
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        document.removeEventListener('kotae-theme', this.#redraw);
        this.observer.disconnect();
        this.#drawing?.dispose();
        this.#drawing = null;
    }

    render() {
        return html`<section class="chart">
            <h2>${this.heading}
                ${this.csv ? html`<a class="quiet" href=${this.csv} @click=${this.#save}>${text('reports.csv')}<span class="unseen">: ${this.heading}</span></a>` : ''}</h2>
            ${this.about ? html`<p class="quiet">${this.about}</p>` : ''}
            <div class="drawing" role="img" aria-label=${this.heading}></div>
        </section>`;
    }

    updated() {
        this.#draw();
    }

    #draw() {
        const place = this.querySelector('.drawing');
        if (!place || !this.options) {
            return;
        }
        if (!this.#drawing) {
            this.#drawing = echarts.init(place, null, { renderer: 'svg' });
            this.observer.observe(place);
        }
        const style = getComputedStyle(document.documentElement);
        const colour = name => style.getPropertyValue(`--${name}`).trim();
        const axis = { axisLine: { lineStyle: { color: colour('control') } }, axisLabel: { color: colour('muted') },
            splitLine: { lineStyle: { color: colour('line') } }, nameTextStyle: { color: colour('muted') } };
        this.#drawing.setOption({
            animation: false,
            color: [colour('accent'), '#b35c00', '#4d7c2a', '#8a4a9e', '#a32020', '#3d7f86', '#80868d'],
            textStyle: { fontFamily: style.getPropertyValue('--sans'), color: colour('ink') },
            grid: { left: 48, right: 24, top: 40, bottom: 40 },
            legend: { type: 'scroll', top: 0, textStyle: { color: colour('ink') } },
            tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: colour('raised'), borderColor: colour('line'),
                textStyle: { color: colour('ink') } },
            ...this.options({ axis, colour }),
        }, true);
    }

    #save(event) {
        event.preventDefault();
        save(this.csv, 'kotae.csv').catch(() => { location.href = this.csv; });
    }
}

customElements.define('kotae-chart', Chart);

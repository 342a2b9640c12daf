import { number, percent, text } from 'kotae/text.js';
import { labelOf } from './place.js';

/** How many ratings of each number of stars, as shares, side by side. */
export function distribution(models) {
    const rated = models.filter(model => model.ratings.count);
    return ({ axis, colour }) => ({
        color: [colour('wrong'), '#c98a3b', colour('undecided'), '#6d9dc5', colour('accent')],
        tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: value => percent(value, 1) },
        grid: { left: 8, right: 24, top: 40, bottom: 24, containLabel: true },
        xAxis: { type: 'value', max: 1, ...axis, axisLabel: { ...axis.axisLabel, formatter: value => percent(value) } },
        yAxis: { type: 'category', ...axis, data: rated.map(model => `${labelOf(model)}  n = ${number(model.ratings.count)}`), inverse: true },
        series: [1, 2, 3, 4, 5].map(stars => ({
            name: stars === 1 ? text('stars.one') : text('stars.many', { n: stars }),
            type: 'bar', stack: 'all', barMaxWidth: 20,
            data: rated.map(model => model.ratings.distribution[stars - 1] / model.ratings.count),
        })),
    });
}

/** Hashes are told apart by their beginning; names are shown as far as there is room. */
function shortened(value) {
    return /^[0-9a-f]{32,}$/.test(value) ? value.slice(0, 12) : value.length > 24 ? `${value.slice(0, 23)}…` : value;
}

/** Mean stars per day and model; what changed is marked. */
export function days(rows, changes) {
    const names = [...new Set(rows.map(row => labelOf(row.report)))];
    const marks = changes.map(change => ({
        xAxis: change.day,
        label: { formatter: text('reports.change', { what: text(`reports.change.${change.what}`), value: shortened(change.value) }) },
    }));
    return ({ axis, colour }) => ({
        grid: { left: 48, right: 24, top: 56, bottom: 40 },
        xAxis: { type: 'time', ...axis },
        yAxis: { type: 'value', min: 1, max: 5, ...axis },
        tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: value => value === undefined ? '–' : number(value, 2) },
        series: names.map((name, i) => ({
            name, type: 'line', symbolSize: 6,
            data: rows.filter(row => labelOf(row.report) === name && row.report.ratings.count)
                .map(row => [row.slice.day, row.report.ratings.mean]),
            markLine: i ? undefined : { symbol: 'none', silent: true, lineStyle: { color: colour('control'), type: 'dashed' },
                label: { color: colour('muted'), fontSize: 11, position: 'end', rotate: 0 }, data: marks },
        })),
    });
}

/** Which share took at most so long. */
export function curves(report) {
    return ({ axis }) => ({
        xAxis: { type: 'log', name: 'ms', nameLocation: 'end', ...axis },
        yAxis: { type: 'value', max: 1, ...axis, axisLabel: { ...axis.axisLabel, formatter: value => percent(value) } },
        tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: value => percent(value, 1) },
        series: report.curves.map(curve => ({
            name: `${labelOf(curve)} (n = ${number(curve.count)})`, type: 'line', step: 'end', showSymbol: report.curves.length < 3 && curve.points.length < 3,
            data: curve.points.map(point => [point.millis, point.share]),
        })),
    });
}

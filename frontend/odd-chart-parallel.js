// Settings against their result: one line a combination, from axis to axis; a stretch of an axis selects lines.
const label = (axis, value, readable) => (axis.values ? axis.values[value] : readable(value));

const axisOf = (axis, index, page, readable) => {
  const style = { color: page.color('--odd-mute'), fontSize: 11, fontFamily: page.font };
  const common = {
    dim: index,
    name: axis.name,
    nameLocation: 'start',
    nameGap: 14,
    nameTruncate: { maxWidth: 120 },
    nameTextStyle: { ...style, color: page.color('--odd-ink') },
    axisLine: { lineStyle: { color: page.color('--odd-line-strong') } },
    axisTick: { show: false },
    axisLabel: { ...style, hideOverlap: true, margin: 6, textBorderColor: page.color('--odd-surface'), textBorderWidth: 3 },
    areaSelectStyle: { width: 18, borderWidth: 1, borderColor: page.color('--odd-accent'), color: page.color('--odd-accent'),
      opacity: 0.2 },
  };
  if (axis.values) return { ...common, type: 'category', data: axis.values };
  return { ...common, type: axis.log ? 'log' : 'value', scale: true, min: axis.min, max: axis.max,
    axisLabel: { ...common.axisLabel, formatter: readable } };
};

export const parallel = (data, page, { base, readable, tip }) => {
  const numbers = data.rows.map(row => row.values.at(-1));
  const narrow = page.width < 560;
  const { grid, ...rest } = base(page, {}, undefined);
  return {
    ...rest,
    tooltip: { ...rest.tooltip, trigger: 'item', formatter: hit => tip(data.rows[hit.dataIndex].name, data.axes.map((axis, i) =>
      ({ name: axis.name, color: hit.color, number: label(axis, hit.value[i], readable) }))) },
    parallel: { left: narrow ? 26 : 60, right: narrow ? 44 : 60, top: 16, bottom: 36 },
    parallelAxis: data.axes.map((axis, index) => axisOf(axis, index, page, readable)),
    visualMap: { show: false, type: 'continuous', dimension: data.axes.length - 1, seriesIndex: 0,
      min: Math.min(...numbers), max: Math.max(...numbers, Math.min(...numbers) + 1e-9),
      inRange: { color: [page.color('--odd-run-7'), page.color('--odd-run-0')], opacity: [0.45, 1] } },
    series: [{
      type: 'parallel',
      name: '',
      smooth: false,
      inactiveOpacity: 0.06,
      activeOpacity: 1,
      progressive: 0,
      lineStyle: { width: 1.8 },
      emphasis: { lineStyle: { width: 3.5 } },
      data: data.rows.map(row => ({ value: row.values, lineStyle: { width: row.best ? 3.5 : 1.8 } })),
    }],
  };
};

/** Rows that every selected stretch holds; null where none is selected. */
export const brushed = (chart, count) => {
  const model = chart.getModel().getSeriesByIndex(0);
  if (!model) return null;
  const inactive = new Set(model.getRawIndicesByActiveState('inactive'));
  return inactive.size ? Array.from({ length: count }, (_, i) => i).filter(i => !inactive.has(i)) : null;
};

export const parallelSummary = (data, readable) => {
  if (!data.rows.length) return ['No combination has a result yet.'];
  const last = data.axes.at(-1).name;
  const sorted = [...data.rows].sort((a, b) => b.values.at(-1) - a.values.at(-1));
  return [`${data.rows.length} combinations over ${data.axes.slice(0, -1).map(axis => axis.name).join(', ')}.`,
    ...sorted.slice(0, 5).map((row, i) => `${i + 1}: ${row.name}, ${last} ${readable(row.values.at(-1))}.`),
    'The table below has the same numbers.'];
};

export const parallelRows = data => [data.axes.map(axis => axis.name),
  ...data.rows.map(row => row.values.map((value, i) => (data.axes[i].values ? data.axes[i].values[value] : value)))];

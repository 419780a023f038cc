// Draws the page /api-docs from the API's own description; everything is set as text, nothing as markup.

function make(tag, css, ...parts) {
  const element = document.createElement(tag);
  if (css) element.className = css;
  element.append(...parts);
  return element;
}

/** `code` and **strong** words of a description. */
function words(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map(part => part.startsWith('`') ? make('code', '', part.slice(1, -1))
    : part.startsWith('**') ? make('strong', '', part.slice(2, -2)) : part);
}

const named = ref => ref.split('/').pop();

/** A schema's kind in a few words; named ones lead to their place on this page. */
function kind(schema) {
  if (!schema) return [''];
  if (schema.$ref) {
    const link = make('a', '', named(schema.$ref));
    link.href = '#schema-' + named(schema.$ref);
    link.addEventListener('click', event => {
      event.preventDefault();
      open(named(schema.$ref));
    });
    return [link];
  }
  if (schema.anyOf) return schema.anyOf.flatMap((one, i) => i ? [' or ', ...kind(one)] : kind(one));
  if (schema.enum) return [schema.enum.length > 12 ? 'one of ' + schema.enum.length + ' words' : schema.enum.join(' | ')];
  const types = [schema.type ?? 'any'].flat();
  if (types.includes('array')) return ['list of ', ...kind(schema.items), ...(types.includes('null') ? [' or null'] : [])];
  return [types.join(' or ') + (schema.format === 'date-time' ? ', a time' : schema.format === 'binary' ? ', bytes' : '')];
}

function open(name) {
  const target = document.getElementById('schema-' + name);
  if (target) {
    target.open = true;
    target.scrollIntoView({block: 'start'});
    target.querySelector('summary').focus();
  }
}

function rows(...lines) {
  const body = make('tbody', '', ...lines);
  return make('div', 'odd-scroll', make('table', 'odd-table odd-api__fields', body));
}

function line(name, required, type, description) {
  const title = make('th', '', make('code', '', name), ...(required ? [make('span', 'odd-api__required', 'required')] : []));
  title.scope = 'row';
  return make('tr', '', title, make('td', 'odd-api__kind', ...type), make('td', '', ...words(description ?? '')));
}

function fields(schema) {
  return Object.entries(schema.properties ?? {}).map(([name, one]) =>
    line(name, (schema.required ?? []).includes(name), kind(one), one.description));
}

function example(schema) {
  return schema?.examples?.length ? [make('pre', '', JSON.stringify(schema.examples[0], null, 2))] : [];
}

function call(api, path, method, operation) {
  const box = make('details', 'odd-api__call');
  box.id = operation.operationId;
  box.append(make('summary', '', make('span', 'odd-api__method odd-api__method--' + method, method.toUpperCase()), make('code', '', path),
    make('span', 'odd-api__summary', operation.summary ?? '')));
  box.addEventListener('toggle', () => box.open && box.childElementCount === 1 && fill(api, box, operation));
  return box;
}

function fill(api, box, operation) {
  if (operation.description) box.append(make('p', '', ...words(operation.description)));
  if (operation.parameters?.length) {
    box.append(make('h4', '', 'Parameters'), rows(...operation.parameters.map(p =>
      line(p.name, p.required, [p.in + ', ', ...kind(p.schema)], p.description))));
  }
  for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
    box.append(make('h4', '', 'Body, ' + type));
    const schema = media.schema?.$ref ? api.components.schemas[named(media.schema.$ref)] : media.schema;
    box.append(schema?.properties ? rows(...fields(schema)) : make('p', '', ...kind(media.schema)), ...example(schema));
  }
  box.append(make('h4', '', 'Answers'), rows(...Object.entries(operation.responses).map(([status, answer]) => {
    const types = Object.entries(answer.content ?? {}).flatMap(([type, media]) =>
      [...(type === 'application/json' || type === 'application/problem+json' ? [] : [type, ' ']), ...kind(media.schema), ' ']);
    return line(status, false, types, answer.description);
  })));
}

function schemaBox(name, schema) {
  const box = make('details', 'odd-api__call', make('summary', '', make('code', '', name),
    make('span', 'odd-api__summary', schema.description ?? '')));
  box.id = 'schema-' + name;
  box.addEventListener('toggle', () => {
    if (box.open && box.childElementCount === 1) box.append(rows(...fields(schema)), ...example(schema));
  });
  return box;
}

function panel(title, note, ...content) {
  return make('section', 'odd-panel', make('div', 'odd-panel__head', make('h2', '', title), make('span', 'odd-note', note ?? '')),
    ...content);
}

window.oddApiDocs = async host => {
  const answer = await fetch(new URL('api/v1/openapi.json', document.baseURI));
  const api = await answer.json();
  host.replaceChildren(panel('About', '', ...api.info.description.trim().split(/\n\n+/).map(p => make('p', '', ...words(p)))));
  for (const tag of api.tags) {
    const calls = Object.entries(api.paths).flatMap(([path, item]) => Object.entries(item)
      .filter(([, operation]) => operation.tags?.includes(tag.name))
      .map(([method, operation]) => call(api, path, method, operation)));
    if (calls.length) host.append(panel(tag.name, tag.description, ...calls));
  }
  const codes = Object.entries(api.components.schemas.Problem.properties.code['x-codes']);
  host.append(panel('Codes of errors', 'stable: programs may go by them',
    rows(...codes.map(([code, c]) => line(code, false, [c.status === 'job' ? 'of a job' : c.status], c.meaning)))));
  host.append(panel('Schemas', '', ...Object.entries(api.components.schemas).map(([name, schema]) => schemaBox(name, schema))));
  host.removeAttribute('aria-busy');
  const wanted = location.hash.slice(1);
  if (wanted) {
    const box = document.getElementById(decodeURIComponent(wanted));
    if (box?.tagName === 'DETAILS') {
      box.open = true;
      box.scrollIntoView();
    }
  }
};

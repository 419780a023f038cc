package oddboard.testing;

import com.google.gson.Gson;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Goes through a page by the Tab key alone, from its start until it wraps. */
public final class TabWalk {
    private static final String LIST = """
            () => {
              const found = [], groups = new Set();
              const name = el => (el.getRootNode().host ? el.getRootNode().host.localName + ' > ' : '') + el.localName
                  + ' "' + (el.getAttribute('aria-label') || el.labels?.[0]?.textContent || el.textContent || el.id).trim().slice(0, 40) + '"';
              const visit = root => {
                for (const el of root.querySelectorAll('*')) {
                  if (el.shadowRoot) visit(el.shadowRoot);
                  if (!el.matches('a[href], button, input, select, textarea, summary, [tabindex]') || el.tabIndex < 0
                      || el.matches(':disabled, [disabled], [inert] *') || !el.checkVisibility({ visibilityProperty: true })) continue;
                  if (el.type === 'radio') {
                    const group = el.name || el;
                    const one = [...root.querySelectorAll(`input[type=radio][name="${el.name}"]`)].find(r => r.checked);
                    if (groups.has(group) || (one && one !== el)) continue;
                    groups.add(group);
                  }
                  el.__tab = found.length;
                  found.push(`${found.length}: ${name(el)}`);
                }
              };
              visit(document);
              return JSON.stringify(found);
            }""";
    private static final String WHERE = """
            () => {
              let el = document.activeElement;
              while (el?.shadowRoot?.activeElement) el = el.shadowRoot.activeElement;
              if (!el || el === document.body) return JSON.stringify({ place: -2, seen: true });
              const rings = e => {
                const style = getComputedStyle(e);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
                    || ['::before', '::after'].some(p => { const s = getComputedStyle(e, p);
                         return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; });
              };
              let seen = false;
              for (let e = el, up = 0; e && up < 4 && !seen; up++, e = e.parentElement ?? e.getRootNode().host) {
                seen = rings(e) || (e.shadowRoot && [...e.shadowRoot.querySelectorAll('[part]')].some(rings));
              }
              return JSON.stringify({ place: el.__tab ?? -1, seen: !!seen });
            }""";

    private record Stop(int place, boolean seen) {}

    /** Controls that Tab did not reach, and those whose focus nobody sees. */
    public record Result(List<String> controls, List<String> missed, List<String> unseen) {}

    private TabWalk() {}

    public static Result of(Page page) {
        Gson gson = new Gson();
        page.evaluate("() => { document.activeElement?.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); }");
        List<String> controls = List.of(gson.fromJson((String) page.evaluate(LIST), String[].class));
        Set<Integer> reached = new LinkedHashSet<>();
        List<String> unseen = new ArrayList<>();
        // A few stops more than controls: scrolling boxes are stops of the browser's own.
        for (int i = 0; i < controls.size() + 25 && reached.size() < controls.size(); i++) {
            page.keyboard().press("Tab");
            Stop stop = gson.fromJson((String) page.evaluate(WHERE), Stop.class);
            if (stop.place() >= 0 && reached.add(stop.place()) && !stop.seen()) {
                unseen.add(controls.get(stop.place()));
            }
        }
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < controls.size(); i++) {
            if (!reached.contains(i)) {
                missed.add(controls.get(i));
            }
        }
        return new Result(controls, missed, unseen);
    }
}

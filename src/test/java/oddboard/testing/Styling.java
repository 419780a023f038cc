package oddboard.testing;

import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.TreeMap;

/** How a page is styled: what the browser computed for the first element of every kind. */
public final class Styling {
    /** Nothing that depends on how long a word is, or where the pointer is. */
    private static final String SAMPLE = """
            () => {
              const names = ['display', 'position', 'columnGap', 'rowGap', 'padding', 'borderWidth', 'borderStyle', 'borderColor',
                'borderRadius', 'fontFamily', 'fontSize', 'fontWeight', 'lineHeight', 'color', 'backgroundColor', 'textAlign',
                'textDecoration', 'whiteSpace', 'flexDirection', 'flexWrap', 'alignItems', 'justifyContent', 'maxWidth',
                'minHeight', 'overflow', 'opacity'];
              const kinds = {};
              for (const element of document.querySelectorAll('.odd-main *, .odd-side *')) {
                // What is not shown yet has no look.
                if (element.getClientRects().length === 0) continue;
                const attributes = ['tone', 'level', 'theme', 'aria-current', 'aria-pressed', 'aria-selected', 'hidden', 'disabled']
                    .map(name => element.getAttribute(name)).join('|');
                const parent = element.parentElement;
                const kind = `${parent.localName}.${parent.className} > ${element.localName}.${element.className} ${attributes}`;
                const style = getComputedStyle(element);
                kinds[kind] ??= names.map(name => `${name}: ${style[name]}`).join('; ');
              }
              return kinds;
            }""";

    private Styling() {}

    /** By kind of element: parent, tag, classes and the attributes that styles go by. */
    @SuppressWarnings("unchecked")
    public static Map<String, String> of(Page page) {
        return new TreeMap<>((Map<String, String>) page.evaluate(SAMPLE));
    }
}

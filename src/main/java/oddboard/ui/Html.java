package oddboard.ui;

import java.util.Set;

/** One element of markup, for what has too many parts to be components; every word in it is escaped. */
public final class Html {
    private static final Set<String> VOID = Set.of("br", "hr", "img");
    private final String tag;
    private final StringBuilder markup;
    private boolean inHead = true;

    public Html(String tag) {
        this.tag = tag;
        markup = new StringBuilder(96).append('<').append(tag);
    }

    public Html(String tag, String className) {
        this(tag);
        attr("class", className);
    }

    /** Only right after the element was made, before any content. */
    public Html attr(String name, String value) {
        if (!inHead) {
            throw new IllegalStateException("The attribute " + name + " comes after the content of <" + tag + ">.");
        }
        markup.append(' ').append(name).append("=\"");
        escape(value);
        markup.append('"');
        return this;
    }

    public Html text(String words) {
        endHead();
        escape(words);
        return this;
    }

    public Html add(Html child) {
        endHead();
        markup.append(child);
        return this;
    }

    /** A child with nothing but words in it. */
    public Html add(String tag, String className, String words) {
        return add(new Html(tag, className).text(words));
    }

    private void endHead() {
        if (inHead) {
            inHead = false;
            markup.append('>');
        }
    }

    private void escape(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '&' -> markup.append("&amp;");
                case '<' -> markup.append("&lt;");
                case '>' -> markup.append("&gt;");
                case '"' -> markup.append("&quot;");
                case '\'' -> markup.append("&#39;");
                default -> markup.append(c);
            }
        }
    }

    /** The whole element. */
    @Override
    public String toString() {
        return VOID.contains(tag) ? markup + ">" : markup + (inHead ? ">" : "") + "</" + tag + ">";
    }
}

package oddboard.ui;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Image;

/** A small image shown crisp: whole multiples of its size, no smoothing, loaded when it comes into view. */
@JsModule("context://odd-crisp-image.js")
public class CrispImage extends Image {
    /** @param edge width and height on the page in CSS pixels */
    public CrispImage(String src, String alt, int edge) {
        super();
        addClassName("odd-crisp-image");
        getElement().setAttribute("loading", "lazy").setAttribute("decoding", "async");
        getElement().setAttribute("width", Integer.toString(edge)).setAttribute("height", Integer.toString(edge));
        setAlt(alt);
        setSrc(src);
    }
}

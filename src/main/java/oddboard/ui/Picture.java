package oddboard.ui;

import com.vaadin.flow.component.html.Image;

/** A small image shown crisp: whole multiples of its size, no smoothing, loaded when it comes into view. */
public class Picture extends Image {
    /** @param edge width and height on the page in CSS pixels */
    public Picture(String src, String alt, int edge) {
        throw new UnsupportedOperationException();
    }
}

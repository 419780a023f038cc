package oddboard.search.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** A button, and a dialog that asks the API while somebody types: no word of it costs the page's session anything. */
@Tag("odd-search")
@JsModule("context://odd-search.js")
final class SearchBox extends Component {
    private static final long serialVersionUID = 1L;
}

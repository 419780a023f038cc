package oddboard.ui;

import com.vaadin.flow.component.Component;
import java.util.Map;

/** Leads from a page to a report of what it shows. Implemented in a package above. */
public interface Reporting {
    /**
     * @param report address of the report
     * @param query which labels it rests on and what else it is to be made of; empty values are left out
     * @param comments address of the thing whose comments it may quote, as the API names it
     */
    Component button(String report, Map<String, String> query, String comments);
}

package oddboard.run.ui;

import com.vaadin.flow.component.Component;
import java.util.List;

/** What a module above adds to the header of a run's pages; every bean of this type is asked. */
public interface RunExtension {
    List<Component> actions(RunPage.Shown shown);
}

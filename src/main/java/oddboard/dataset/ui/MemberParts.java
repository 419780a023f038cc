package oddboard.dataset.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.select.Select;
import oddboard.dataset.DatasetRole;

/** Parts that lists of members share, of a data set and of a project. */
final class MemberParts {
    private MemberParts() {}

    /** The roles that can be given. */
    static Select<DatasetRole> roles(DatasetRole value) {
        var roles = new Select<DatasetRole>();
        roles.setItems(DatasetRole.READER, DatasetRole.EDITOR);
        roles.setItemLabelGenerator(RoleLabels::name);
        roles.setValue(value);
        return roles;
    }

    /** @param label what a screen reader says */
    static Button quiet(String text, String label, Runnable work) {
        var button = new Button(text, e -> work.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(label);
        return button;
    }
}

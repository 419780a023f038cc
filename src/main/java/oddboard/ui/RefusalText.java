package oddboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;

/** What a refusal tells the user. */
public final class RefusalText {
    private RefusalText() {}

    /** The exception's own sentence, or a general one where whoever threw it gave none. */
    public static String of(Exception refusal) {
        String sentence = refusal.getMessage();
        return sentence == null ? "This could not be done. Load the page again, then try once more." : sentence;
    }

    /** Says at the field why what is in it can't be taken, and takes the user there. */
    public static <F extends Component & HasValidation & Focusable<?>> void at(F field, Exception refusal) {
        field.setErrorMessage(of(refusal));
        field.setInvalid(true);
        field.focus();
    }
}

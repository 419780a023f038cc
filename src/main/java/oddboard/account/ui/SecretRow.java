package oddboard.account.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** A secret that is shown this once, with a button that copies it. */
public class SecretRow extends Div {
    public SecretRow(String secret, String sentence) {
        getElement().setAttribute("role", "status");
        addClassName("odd-account__secret");
        var copy = new Button("Copy");
        copy.getElement().executeJs("""
                this.onclick = () => navigator.clipboard?.writeText($0).then(() => this.textContent = 'Copied');
                """, secret);
        var row = new Div(new Code(secret), copy);
        row.addClassName("odd-secret");
        add(row, new Paragraph(sentence));
    }
}

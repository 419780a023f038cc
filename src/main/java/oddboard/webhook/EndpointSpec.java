package oddboard.webhook;

import java.util.List;
import oddboard.common.InputException;
import oddboard.common.PlainText;

/**
 * What an endpoint is to be.
 *
 * @param name 1 to 100 characters
 * @param address where events are posted
 * @param types one at least
 */
public record EndpointSpec(String name, String address, List<EventType> types, boolean enabled) {
    public static final int MAX_NAME = 100;
    public static final int MAX_ADDRESS = 2000;

    /** @throws InputException where a value is out of its range */
    EndpointSpec checked() {
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > MAX_NAME || !PlainText.isLine(plain)) {
            throw new InputException(
                    "NAME_INVALID", "", "name", "A webhook needs a name of 1 to 100 characters in one line.");
        }
        if (address.length() > MAX_ADDRESS) {
            throw new InputException(
                    "WEBHOOK_REFUSED", "", "address", "A webhook's address has at most 2,000 characters.");
        }
        if (types.isEmpty()) {
            throw new InputException(
                    "FIELD_INVALID", "", "types", "Choose at least one type of event that the webhook is sent.");
        }
        return new EndpointSpec(
                plain, address.strip(), types.stream().distinct().sorted().toList(), enabled);
    }
}

package oddboard;

import oddboard.node.Launcher;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        Launcher.run(Application.class, args);
    }
}

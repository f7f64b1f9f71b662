import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Collections;
import java.util.HexFormat;

/**
 * What a Java program signs through a PKCS#11 module: `MODULE PIN FILE`. Prints the name of the first
 * token's signature key and the signature.
 */
public class Pkcs11Sign {
    public static void main(String[] args) throws Exception {
        Provider provider = Security.getProvider("SunPKCS11")
            .configure("--name=Card\nlibrary=" + args[0] + "\nslotListIndex=0\n");
        Security.addProvider(provider);
        KeyStore store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, args[1].toCharArray());
        byte[] data;
        try (FileInputStream in = new FileInputStream(args[2])) {
            data = in.readAllBytes();
        }
        for (String alias : Collections.list(store.aliases())) {
            if (!store.isKeyEntry(alias) || !alias.endsWith("SIGN0")) continue;
            Signature signature = Signature.getInstance("SHA256withRSA", provider);
            signature.initSign((PrivateKey) store.getKey(alias, null));
            signature.update(data);
            System.out.println(alias + " " + HexFormat.of().formatHex(signature.sign()));
        }
    }
}

import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** What a Java program does with a trust store: `STORE PASSWORD LEAF ocsp|crl`, or `pfx FILE PASSWORD`. */
public class TrustPack {
    public static void main(String[] args) throws Exception {
        if (args[0].equals("pfx")) signWithPfx(args[1], args[2]);
        else trust(args[0], args[1], args[2], args[3]);
    }

    static KeyStore load(String path, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (FileInputStream in = new FileInputStream(path)) {
            store.load(in, password.toCharArray());
        }
        return store;
    }

    static void trust(String path, String password, String leafPath, String by) throws Exception {
        KeyStore store = load(path, password);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        TrustManager[] managers = factory.getTrustManagers();
        X509Certificate[] issuers = ((X509TrustManager) managers[0]).getAcceptedIssuers();
        System.out.println("trusted " + issuers.length);

        CertificateFactory x509 = CertificateFactory.getInstance("X.509");
        X509Certificate leaf;
        try (FileInputStream in = new FileInputStream(leafPath)) {
            leaf = (X509Certificate) x509.generateCertificate(in);
        }
        // Only the root, so that the path is built and each certificate's status is asked for.
        KeyStore rootOnly = KeyStore.getInstance("PKCS12");
        rootOnly.load(null, null);
        rootOnly.setCertificateEntry("root", store.getCertificate("muhur-test-root"));
        PKIXParameters parameters = new PKIXParameters(rootOnly);
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(by.equals("ocsp")
            ? EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK)
            : EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK, PKIXRevocationChecker.Option.PREFER_CRLS));
        parameters.addCertPathChecker(checker);
        X509Certificate issuer = Arrays.stream(issuers)
            .filter(each -> each.getSubjectX500Principal().equals(leaf.getIssuerX500Principal()))
            .findFirst().orElseThrow();
        CertPath certPath = x509.generateCertPath(List.of(leaf, issuer));
        try {
            validator.validate(certPath, parameters);
            System.out.println("valid");
        } catch (java.security.cert.CertPathValidatorException e) {
            System.out.println(e.getReason() + ": " + e.getMessage());
        }
    }

    static void signWithPfx(String path, String password) throws Exception {
        KeyStore store = load(path, password);
        String alias = store.aliases().nextElement();
        PrivateKey key = (PrivateKey) store.getKey(alias, password.toCharArray());
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA384withECDSA";
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        byte[] value = signature.sign();
        signature.initVerify(store.getCertificate(alias));
        System.out.println(alias + " " + signature.verify(value) + " " + store.getCertificateChain(alias).length);
    }
}

import {
  CodeView,
  ConsentView,
  FundsView,
  IdentityView,
  LoginView,
  MandateView,
  OAuthErrorView,
  PaymentView,
  renderPage,
  RenewalView,
  StandingOrderView,
} from '../../src/interaction/views/index.js';
import { dashboardPages, hostileDashboardPages } from './dashboard-pages.js';
import { hostile, hostileText } from './hostile-models.js';
import {
  addition,
  code,
  consent,
  fundsConsent,
  fundsLogin,
  identity,
  login,
  mandateCode,
  mandateConsent,
  mandateLogin,
  paymentCode,
  paymentConsent,
  paymentLogin,
  refusal,
  replacement,
  scheduledCode,
  scheduledConsent,
  scheduledLogin,
  standingOrderCode,
  standingOrderConsent,
  standingOrderLogin,
} from './models.js';

const error = 'Choose at least one account, or choose Cancel.';
const early = { errorTitle: 'Please wait a moment', error: 'Wait 8 seconds, then try again.' };
const picked = consent.accounts.map((account, index) => ({ ...account, selected: index < 2 }));

/** Every page in every state that looks different, by name. */
export const ordinaryPages: Readonly<Record<string, string>> = {
  ...dashboardPages,
  login: renderPage(LoginView(login)),
  'login, refused': renderPage(LoginView({ ...login, username: 'maya', error: 'Try again.' })),
  'login, too early': renderPage(LoginView({ ...login, ...early })),
  'login, again': renderPage(LoginView({ ...login, signInHasAged: true })),
  code: renderPage(CodeView(code)),
  'code, refused': renderPage(CodeView({ ...code, error: 'Try again.', attemptsLeft: 2 })),
  'code, too early': renderPage(CodeView({ ...code, ...early })),
  identity: renderPage(IdentityView(identity)),
  consent: renderPage(ConsentView(consent)),
  'consent, two chosen': renderPage(ConsentView({ ...consent, accounts: picked })),
  'consent, none chosen': renderPage(ConsentView({ ...consent, error })),
  'consent, added to': renderPage(ConsentView({ ...consent, change: addition })),
  'consent, replaced': renderPage(ConsentView({ ...consent, change: replacement })),
  'consent, no account': renderPage(ConsentView({ ...consent, accounts: [] })),
  'payment, login': renderPage(LoginView(paymentLogin)),
  'payment, code': renderPage(CodeView(paymentCode)),
  payment: renderPage(PaymentView(paymentConsent)),
  'payment, none chosen': renderPage(PaymentView({ ...paymentConsent, error })),
  'payment, no account': renderPage(PaymentView({ ...paymentConsent, accounts: [] })),
  'scheduled payment, login': renderPage(LoginView(scheduledLogin)),
  'scheduled payment, code': renderPage(CodeView(scheduledCode)),
  'scheduled payment': renderPage(PaymentView(scheduledConsent)),
  'scheduled payment, no account': renderPage(PaymentView({ ...scheduledConsent, accounts: [] })),
  'standing order, login': renderPage(LoginView(standingOrderLogin)),
  'standing order, code': renderPage(CodeView(standingOrderCode)),
  'standing order': renderPage(StandingOrderView(standingOrderConsent)),
  'standing order, none chosen': renderPage(StandingOrderView({ ...standingOrderConsent, error })),
  'standing order, no account': renderPage(
    StandingOrderView({ ...standingOrderConsent, accounts: [] }),
  ),
  'mandate, login': renderPage(LoginView(mandateLogin)),
  'mandate, code': renderPage(CodeView(mandateCode)),
  mandate: renderPage(MandateView(mandateConsent)),
  'renewal, login': renderPage(LoginView({ ...login, continues: true })),
  renewal: renderPage(RenewalView({ ...consent, continues: true })),
  'renewal, no account': renderPage(RenewalView({ ...consent, continues: true, accounts: [] })),
  'renewal, unclear': renderPage(RenewalView({ ...consent, continues: true, error })),
  'renewal of a mandate': renderPage(RenewalView({ ...mandateConsent, continues: true })),
  'renewal of a question': renderPage(RenewalView({ ...fundsConsent, continues: true })),
  'mandate, none chosen': renderPage(MandateView({ ...mandateConsent, error })),
  'mandate, no account': renderPage(MandateView({ ...mandateConsent, accounts: [] })),
  'funds, login': renderPage(LoginView(fundsLogin)),
  funds: renderPage(FundsView(fundsConsent)),
  'funds, none chosen': renderPage(FundsView({ ...fundsConsent, error })),
  'funds, no account': renderPage(FundsView({ ...fundsConsent, accounts: [] })),
  error: renderPage(OAuthErrorView(refusal)),
  'error, no bank': renderPage(OAuthErrorView({ ...refusal, bank: undefined })),
};

/** Every page with hostile text wherever a stranger's words can stand. */
export const hostilePages: Readonly<Record<string, string>> = Object.fromEntries(
  hostileText.flatMap((text, index) => {
    const models = hostile(text);
    const name = (page: string): string => `${page}, hostile text ${String(index + 1)}`;
    return [
      ...Object.entries(hostileDashboardPages(text)).map(([page, html]) => [name(page), html]),
      [name('login'), renderPage(LoginView(models.login))],
      [name('code'), renderPage(CodeView(models.code))],
      [name('identity'), renderPage(IdentityView(models.consent))],
      [name('consent'), renderPage(ConsentView(models.consent))],
      [name('payment'), renderPage(PaymentView(models.payment))],
      [name('standing order'), renderPage(StandingOrderView(models.standingOrder))],
      [name('mandate'), renderPage(MandateView(models.mandate))],
      [name('mandate, login'), renderPage(LoginView(models.mandateLogin))],
      [name('funds'), renderPage(FundsView(models.funds))],
      [name('renewal'), renderPage(RenewalView({ ...models.consent, continues: true }))],
      [
        name('renewal of a mandate'),
        renderPage(RenewalView({ ...models.mandate, continues: true })),
      ],
      [name('error'), renderPage(OAuthErrorView(models.refusal))],
    ];
  }),
);

"""Addresses of the money room. Acts are nouns."""

from django.urls import path

from shouwen.console.money import quotes, quoting, rates, settling, statements, work

CARD = "tickets/<slug:number>/"
QUOTE = "quotes/<slug:quote>/"
STATEMENT = "statements/<slug:statement>/"
urlpatterns = [
    path("quotes/", quotes.quotes, name="quotes"),
    path("quotes.xlsx", quotes.quotes_sheet, name="quotes_sheet"),
    path(QUOTE, quotes.quote, name="quote"),
    path("quotes/<slug:quote>.pdf", quotes.quote_pdf, name="quote_pdf"),
    path(QUOTE + "sending/", quoting.send, name="send_quote"),
    path(QUOTE + "withdrawal/", quoting.withdraw, name="withdraw_quote"),
    path(QUOTE + "revision/", quoting.revise, name="revise_quote"),
    path(CARD + "money/", quotes.card_money, name="card_money"),
    path(CARD + "quotes/new/", quoting.draft, name="draft_quote"),
    path(CARD + "work/new/", work.log, name="log_work"),
    path("work/", work.work, name="work"),
    path("work.xlsx", work.work_sheet, name="work_sheet"),
    path("work/<int:work>/removal/", work.strike, name="strike_work"),
    path("rates/", rates.rates, name="rates"),
    path("rates/new/", rates.publish, name="publish_rates"),
    path("statements/", statements.statements, name="statements"),
    path("statements.xlsx", statements.statements_sheet, name="statements_sheet"),
    path("statements/new/", settling.draft, name="draft_statement"),
    path(STATEMENT, statements.statement, name="statement"),
    path("statements/<slug:statement>.pdf", statements.statement_pdf, name="statement_pdf"),
    path("statements/<slug:statement>.xlsx", statements.statement_sheet, name="statement_sheet"),
    path(STATEMENT + "trace/<slug:figure>/", statements.trace, name="trace"),
    path(STATEMENT + "closing/", settling.close, name="close_statement"),
    path(STATEMENT + "invoice/", settling.invoice, name="invoice"),
    path(STATEMENT + "payments/new/", settling.pay, name="pay"),
    path(STATEMENT + "refunds/new/", settling.refund, name="refund"),
    path(STATEMENT + "credit-notes/new/", settling.credit, name="credit"),
]

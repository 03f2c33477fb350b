"""Addresses of complaints. Acts are nouns."""

from django.urls import path

from shouwen.console.complaints import files, filing, spreadsheet, steps, views

COMPLAINT = "complaints/<slug:complaint>/"
urlpatterns = [
    path("complaints/", views.complaint_list, name="complaints"),
    path("complaints.xlsx", spreadsheet.complaints_sheet, name="complaints_sheet"),
    path("complaints/new/", filing.file, name="file_complaint"),
    path(COMPLAINT, views.complaint, name="complaint"),
    path(COMPLAINT + "files/<uuid:file_id>/", files.attached, name="complaint_file"),
    path(COMPLAINT + "pictures/<uuid:file_id>/", files.picture, name="complaint_picture"),
    path(COMPLAINT + "originals/<uuid:original_id>/", files.original, name="complaint_original"),
    path(
        COMPLAINT + "originals/<uuid:original_id>/content/",
        files.original_content,
        name="complaint_original_content",
    ),
    path(COMPLAINT + "grade/", steps.grade, name="grade_complaint"),
    path(COMPLAINT + "accused/", steps.name, name="name_in_complaint"),
    path(COMPLAINT + "accused/undo/", steps.clear, name="clear_in_complaint"),
    path(COMPLAINT + "assignment/", steps.assign, name="assign_complaint"),
    path(COMPLAINT + "contacts/", steps.contact, name="complaint_contact"),
    path(COMPLAINT + "words/", steps.say, name="complaint_word"),
    path(COMPLAINT + "notes/", steps.note, name="complaint_note"),
    path(COMPLAINT + "proposals/", steps.propose, name="propose_for_complaint"),
    path(COMPLAINT + "decision/", steps.decide, name="decide_on_complaint"),
    path(COMPLAINT + "answer/", steps.answer, name="answer_complaint"),
    path(COMPLAINT + "acceptance/", steps.accept, name="accept_complaint"),
    path(COMPLAINT + "withdrawal/", steps.withdraw, name="withdraw_complaint"),
    path(COMPLAINT + "rejection/", steps.reject, name="reject_complaint"),
    path(COMPLAINT + "conclusion/", steps.conclude, name="conclude_complaint"),
    path(COMPLAINT + "correction/", steps.correct, name="correct_complaint"),
    path(COMPLAINT + "archive/", steps.archive, name="archive_complaint"),
]
